using System.Text.Json;

namespace RailLife.Ingest.Tracking;

/// <summary>Steps over the members of a JSON object.</summary>
internal static class JsonWalk
{
    /// <summary>True when the reader stands on the member of that name; it then stands on its value.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>From a member's name over its value.</summary>
    public static void Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>A place within a part, as a place within the whole.</summary>
    public static JsonPart In(JsonPart outer, JsonPart inner) => inner.Exists ? inner with { Start = outer.Start + inner.Start } : inner;
}
