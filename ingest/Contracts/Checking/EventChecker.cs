using System.Text;

namespace RailLife.Contracts;

/// <param name="BytesMax">Of one event.</param>
/// <param name="DepthMax">Objects and lists within each other, the event itself being 1.</param>
/// <param name="TimeEarliest">An event that says it happened earlier is absurd.</param>
/// <param name="TimeAheadMax">How far an event may lie ahead of the moment at which the log took it.</param>
public sealed record EventCheckerOptions(int BytesMax, int DepthMax, DateTimeOffset TimeEarliest, TimeSpan TimeAheadMax)
{
    public static EventCheckerOptions Default { get; } = new(1024 * 1024, 32, new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(24));
}

/// <summary>Checks one event after another: JSON, envelope, contract. One pass, no allocation for an accepted event. One thread at a time.</summary>
/// <remarks>
/// Which refusal is told, when several hold: the record as a whole (empty, size, UTF-8), then JSON anywhere in it (grammar, depth, duplicate
/// keys), then the envelope, then the payload; within each the first in reading order, missing fields at the end of their object.
/// </remarks>
public sealed class EventChecker(EventCheckerOptions? options = null)
{
    internal EventCheckerOptions Options { get; } = options ?? EventCheckerOptions.Default;

    internal long EarliestMicros { get; } = Micros((options ?? EventCheckerOptions.Default).TimeEarliest);

    internal long AheadMaxMicros { get; } = (options ?? EventCheckerOptions.Default).TimeAheadMax.Ticks / 10;

    internal NameSet Names { get; } = new();

    internal CheckPath Path { get; } = new((options ?? EventCheckerOptions.Default).DepthMax);

    internal Scratch Scratch { get; } = new();

    /// <summary>Start and end of each attribute that has no column.</summary>
    internal List<(int Start, int End)> Unknown { get; } = [];

    /// <param name="raw">One event.</param>
    /// <param name="topic">The topic that it lies in; null = wherever it belongs (the collector, before the log).</param>
    /// <param name="loggedAtMicros">When the log took it, microseconds since 1970.</param>
    /// <param name="result">Set in full, whatever the answer.</param>
    /// <returns>True = accepted; false = <see cref="ParsedEvent.Rejection"/> says why not.</returns>
    public bool Check(ReadOnlySpan<byte> raw, string? topic, long loggedAtMicros, ref ParsedEvent result)
    {
        result = default;
        Names.Clear();
        Scratch.Clear();
        Unknown.Clear();
        var pass = new EnvelopePass(this, raw, topic, loggedAtMicros, ref result);
        result.Rejection = pass.Run();
        return result.Rejection is null;
    }

    /// <summary>Checks a document of one shape that is no event; null when it fits.</summary>
    internal Rejection? CheckDocument(Shape shape, ReadOnlySpan<byte> json)
    {
        Names.Clear();
        Scratch.Clear();
        Path.Clear();
        var pass = new PayloadPass(this, json);
        if (!pass.Value(shape, isRequired: true)) return pass.Fatal;
        pass.Cursor.Next();
        return pass.Cursor.At == json.Length || pass.Cursor.Fail("nothing after the document") || pass.BadJson() ? pass.Breach : pass.Fatal;
    }

    /// <summary>The UTF-8 bytes of a part, without escapes; empty when it is absent. For <see cref="ParsedEvent.Data"/> its JSON text.</summary>
    public ReadOnlySpan<byte> Bytes(Slice slice, ReadOnlySpan<byte> raw) =>
        slice.IsUnescaped ? Scratch.Written.Slice(slice.Start, slice.Length) : raw.Slice(slice.Start, slice.Length);

    /// <summary><see cref="Bytes"/> as memory that outlives the next check: of the event itself where it can be, else a copy.</summary>
    public ReadOnlyMemory<byte> Memory(Slice slice, ReadOnlyMemory<byte> raw) =>
        slice.IsUnescaped ? Bytes(slice, raw.Span).ToArray() : raw.Slice(slice.Start, slice.Length);

    /// <summary>The text of a part, or null when it is absent.</summary>
    public string? Text(Slice slice, ReadOnlySpan<byte> raw) => slice.Exists ? Encoding.UTF8.GetString(Bytes(slice, raw)) : null;

    /// <summary>Microseconds since 1970: the unit of every instant in the log and the lake.</summary>
    public static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / 10;
}
