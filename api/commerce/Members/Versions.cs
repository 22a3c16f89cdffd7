using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Members;

/// <summary>The two refusals of an edit that stands on a version.</summary>
internal static class Versions
{
    /// <summary>Null when the call says which version it edits.</summary>
    public static Refusal? Needed(Call call) =>
        call.IfMatch is null ? new Refusal(428, "if-match-needed", "found no If-Match, expected the ETag of the last answer, such as \"3\"") : null;

    public static Refusal Changed(long version) =>
        new(412, "version-changed", $"somebody was faster: the version is {version} now; read it again and decide anew");
}
