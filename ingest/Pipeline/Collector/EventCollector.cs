using System.Text.Json;
using RailLife.Contracts;
using RailLife.EventLog;

namespace RailLife.Ingest;

/// <summary>Takes events from outside into the log and says of each whether it will be accepted.</summary>
/// <remarks>Personal fields are hashed first; the verdict comes from the checker that ingest uses. An event that fails is kept too, sealed; ingest then rejects it like any other.</remarks>
public sealed class EventCollector(IEventLog log, SealedRecords sealedRecords, PersonalFields personal, TimeProvider clock)
{
    /// <summary>Largest body of a request, bytes.</summary>
    public const int BodyBytesMax = 16 << 20;

    /// <summary>Largest event that the log can carry sealed; one over the contract's own limit is rejected, not refused.</summary>
    public const int EventBytesMax = (EventLogLimits.ValueBytesMax - 1_024) / 4 * 3;

    /// <summary>Appends all events and returns when they are durable; verdicts in the order of the events.</summary>
    public async Task<IReadOnlyList<EventVerdict>> CollectAsync(ReadOnlyMemory<byte> body, IReadOnlyList<Range> events, CancellationToken ct)
    {
        var (entries, verdicts) = Judge(body, events);
        await log.AppendAsync(entries, ct);
        return verdicts;
    }

    /// <summary>Where the elements of a JSON array lie; null when the bytes are no JSON array.</summary>
    public static IReadOnlyList<Range>? Split(ReadOnlySpan<byte> body)
    {
        // No bound on depth here: an event that nests too deep gets its verdict, and does not spoil its neighbours.
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var elements = new List<Range>();
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                return null;
            }
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                elements.Add(start..(int)reader.BytesConsumed);
            }
            return reader.TokenType == JsonTokenType.EndArray && !reader.Read() ? elements : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private (List<LogEntry> Entries, List<EventVerdict> Verdicts) Judge(ReadOnlyMemory<byte> body, IReadOnlyList<Range> events)
    {
        var judged = new JudgedEntries(sealedRecords);
        var now = Micros.Of(clock.GetUtcNow());
        var entries = new List<LogEntry>(events.Count);
        var verdicts = new List<EventVerdict>(events.Count);
        foreach (var range in events)
        {
            var raw = personal.Protect(body[range]);
            entries.Add(judged.Of(raw, now));
            verdicts.Add(EventVerdict.Of(judged.Id(raw.Span), judged.Source(raw.Span), judged.Rejection));
        }
        return (entries, verdicts);
    }
}

/// <summary>What becomes of one event of a request.</summary>
/// <param name="Verdict">accepted or rejected.</param>
/// <param name="Reason">Stable code, only when rejected; so are the next three.</param>
public sealed record EventVerdict(string? Id, string? Source, string Verdict, string? Reason, string? Path, string? Expected, string? Found)
{
    public static EventVerdict Of(string? id, string? source, Rejection? why) => why is null
        ? new EventVerdict(id, source, "accepted", null, null, null, null)
        : new EventVerdict(id, source, "rejected", why.Reason, why.Path, why.Expected, why.Found);
}
