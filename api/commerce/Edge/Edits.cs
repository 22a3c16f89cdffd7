using RailLife.Store;

namespace RailLife.Commerce.Edge;

/// <summary>Edits of things that several people edit: each names the version that it stands on.</summary>
internal static class Edits
{
    /// <summary>Null when the call names the version that is there; the update still compares, for the one who comes in between.</summary>
    public static Refusal? Check(Call call, long version) => call.IfMatch switch
    {
        null => new Refusal(428, "if-match-needed", "found no If-Match; expected the ETag of the answer that was edited: read it again and send its ETag"),
        { } named when named != version => Changed,
        _ => null,
    };

    /// <summary>Null when the call names a version: the update compares it.</summary>
    public static Refusal? Needed(Call call) => Check(call, call.IfMatch ?? 0);

    /// <summary>Somebody else edited it in between.</summary>
    public static Refusal Changed { get; } = new(412, "version-changed", "somebody edited it since it was read; read it again and repeat the edit on what is there now");
}
