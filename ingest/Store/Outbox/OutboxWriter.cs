using RailLife.Contracts;

namespace RailLife.Store;

/// <summary>An event that leaves when its transaction commits.</summary>
internal sealed record EmittedEvent(string Topic, EventHeader Header, IEventRecord Record);

/// <summary>Writes what a use case emitted into the outbox, last thing before it commits, and numbers the events of orders.</summary>
/// <remarks>
/// Several services tell of one order: a row per order counts what all of them told, from 0 without a gap. It is taken when nothing else is locked any more,
/// keys in their order, and kept until the commit: so numbers follow the order in which transactions commit, and nobody waits in a circle.
/// </remarks>
internal static class OutboxWriter
{
    public static async Task WriteAsync(CoreTransaction tx, IReadOnlyList<EmittedEvent> events)
    {
        if (events.Count == 0) return;
        var next = await FirstNumbersAsync(tx, events.Where(IsNumbered).CountBy(e => e.Header.Subject).OrderBy(c => c.Key, StringComparer.Ordinal).ToList());
        var rows = new List<OutboxRow>();
        foreach (var e in events)
        {
            var header = IsNumbered(e) ? e.Header with { Sequence = next[e.Header.Subject]++ } : e.Header;
            rows.Add(new OutboxRow(e.Topic, header.Subject, EventWriter.Write(header, e.Record), tx.NowMicros));
        }
        await tx.ExecuteEachAsync("insert into outbox (topic, key, value, created_at) values (@Topic, @Key, @Value, @CreatedAt)", rows);
    }

    private static bool IsNumbered(EmittedEvent e) => e.Topic == Topics.Order && e.Header.Sequence is null;

    private static async Task<Dictionary<string, long>> FirstNumbersAsync(CoreTransaction tx, IReadOnlyList<KeyValuePair<string, int>> counts)
    {
        if (counts.Count == 0) return [];
        var args = new SqlArguments(null);
        for (var i = 0; i < counts.Count; i++)
        {
            args.Add($"Key{i}", counts[i].Key);
            args.Add($"Count{i}", (long)counts[i].Value);
        }
        var told = await tx.ListAsync<ToldRow>(
            $"""
            insert into outbox_sequence (key, told) values {string.Join(", ", counts.Select((_, i) => $"(@Key{i}, @Count{i})"))}
            on conflict (key) do update set told = outbox_sequence.told + excluded.told returning key, told
            """, args);
        var counted = counts.ToDictionary();
        return told.ToDictionary(t => t.Key, t => t.Told - counted[t.Key]);
    }

    private sealed record ToldRow
    {
        public string Key { get; init; } = "";
        public long Told { get; init; }
    }

    private sealed record OutboxRow(string Topic, string Key, byte[] Value, long CreatedAt);
}
