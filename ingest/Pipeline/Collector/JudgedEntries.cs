using RailLife.Contracts;
using RailLife.EventLog;

namespace RailLife.Ingest;

/// <summary>Turns events into what is appended for them, by the verdict that ingest will give. One thread at a time.</summary>
/// <remarks>An event that fails is kept too: sealed, since nobody knows what personal data stands in it, in the topic of its type, or in <c>raillife.log</c> when its type is unknown.</remarks>
internal sealed class JudgedEntries(SealedRecords sealedRecords)
{
    private readonly EventChecker _checker = new();
    private ParsedEvent _parsed;

    /// <summary>The verdict on the last event; null = accepted.</summary>
    public Rejection? Rejection => _parsed.Rejection;

    public string? Id(ReadOnlySpan<byte> raw) => _checker.Text(_parsed.Id, raw);

    public string? Source(ReadOnlySpan<byte> raw) => _checker.Text(_parsed.Source, raw);

    /// <param name="raw">Must stay as it is until the entry is appended.</param>
    /// <param name="topic">Where an event goes whose type cannot be told.</param>
    public LogEntry Of(ReadOnlyMemory<byte> raw, long nowMicros, string topic = Topics.Log)
    {
        if (!_checker.Check(raw.Span, null, nowMicros, ref _parsed)) return new LogEntry(TopicOf(raw.Span) ?? topic, ReadOnlyMemory<byte>.Empty, sealedRecords.Seal(raw.Span));
        return new LogEntry(_parsed.Contract!.Topic, _checker.Memory(_parsed.Subject, raw), raw);
    }

    private string? TopicOf(ReadOnlySpan<byte> raw) =>
        _parsed.Type.Exists && EventCatalog.Find(_checker.Bytes(_parsed.Type, raw)) is { } contract ? contract.Topic : null;
}
