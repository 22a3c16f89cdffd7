namespace RailLife.Ingest;

/// <summary>The two hashes by which doubles are told. They are stored: a change here would make every double look new.</summary>
internal static class EventIdentity
{
    /// <summary>Of the event's identity.</summary>
    public static long Of(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id)
    {
        var hash = new Xxh64();
        hash.Add(source);
        hash.Add(id);
        return hash.Value;
    }

    /// <summary>Of what the event says; the rest of the envelope may differ between two sendings of one event.</summary>
    public static long BodyOf(ReadOnlySpan<byte> type, long timeMicros, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> data)
    {
        var hash = new Xxh64();
        hash.Add(type);
        hash.Add(timeMicros);
        hash.Add(subject);
        hash.Add(data);
        return hash.Value;
    }
}
