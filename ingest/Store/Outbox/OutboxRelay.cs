using System.Text;
using RailLife.EventLog;

namespace RailLife.Store;

/// <summary>Takes events from the outbox to the log, in order, at least once: publish what lies past the cursor, then move the cursor. One at a time: whoever calls holds the lease.</summary>
/// <remarks>
/// After a kill between the two the same events are published again; readers tell doubles by the event's identity. Positions follow the order in
/// which aggregates were locked, for an event is written after its aggregate's row. On PostgreSQL a position can be taken by a transaction that
/// still runs: positions up to a boundary are read only when every transaction that was under way when the boundary was drawn has ended.
/// </remarks>
public sealed class OutboxRelay(CoreDatabase database, IEventLog log)
{
    private const string Name = "log";

    /// <summary>Events published at once.</summary>
    public const int BatchMax = 1_000;

    /// <summary>Published rows are kept this long, so that a check can look at them.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private Boundary? boundary;

    /// <summary>Publishes up to <see cref="BatchMax"/> events.</summary>
    /// <returns>How many; 0 = nothing can be published now.</returns>
    public async Task<int> PublishAsync(CancellationToken ct)
    {
        var (cursor, rows, end) = await database.ReadAsync(NextAsync, ct);
        if (rows.Count > 0) await log.AppendAsync([.. rows.Select(r => new LogEntry(r.Topic, Encoding.UTF8.GetBytes(r.Key), r.Value))], ct);
        // A whole batch says nothing about what follows it; a smaller one reached the end.
        var next = rows.Count == BatchMax ? rows[^1].Position : end ?? (rows.Count > 0 ? rows[^1].Position : cursor);
        if (next != cursor)
            await database.WriteAsync(tx => tx.ExecuteAsync("insert into outbox_cursor (name, position) values (@Name, @next) on conflict (name) do update set position = excluded.position", new { Name, next }), ct);
        return rows.Count;
    }

    /// <summary>Deletes rows that were published longer than <see cref="Kept"/> ago.</summary>
    public async Task<int> TrimAsync(CancellationToken ct)
    {
        var before = (database.Clock.GetUtcNow() - Kept).ToMicros();
        var deleted = 0;
        await database.WriteAsync(async tx => deleted = await tx.ExecuteAsync(
            "delete from outbox where position <= @Cursor and created_at < @before", new { Cursor = await CursorAsync(tx), before }), ct);
        return deleted;
    }

    /// <summary>Events that wait to be published.</summary>
    public Task<long> WaitingAsync(CancellationToken ct) => database.ReadAsync(async tx =>
        await tx.GetAsync<long>("select count(*) from outbox where position > @Cursor", new { Cursor = await CursorAsync(tx) }), ct);

    private async Task<(long Cursor, IReadOnlyList<OutboxEntry> Rows, long? End)> NextAsync(CoreTransaction tx)
    {
        var cursor = await CursorAsync(tx);
        // Looked at before the rows: what is finished now is visible to a snapshot that is taken later.
        var end = database.Dialect.IsSqlite ? (long?)null : await FinishedAsync(tx);
        if (end is null && !database.Dialect.IsSqlite) return (cursor, [], null);
        var rows = await tx.ListAsync<OutboxEntry>($"select position, topic, key, value from outbox where position > @cursor and position <= @Last order by position limit {BatchMax}", new { cursor, Last = end ?? long.MaxValue });
        if (rows.Count < BatchMax) boundary = null;
        return (cursor, rows, end);
    }

    // The snapshot of this reading sees every transaction that ended before it; so a boundary is passed when all that ran then lie below it.
    private async Task<long?> FinishedAsync(CoreTransaction tx)
    {
        var now = await tx.GetAsync<Horizon>("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next");
        if (boundary is null)
        {
            // The position is read first, in a transaction of its own: whoever took one up to it has its number already.
            var last = await database.ReadAsync(other => other.GetAsync<long>("select last_value from outbox_position_seq"), CancellationToken.None);
            var after = await database.ReadAsync(other => other.GetAsync<Horizon>("select 0::bigint as oldest, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next"), CancellationToken.None);
            boundary = new Boundary(last, after.Next);
        }
        return now.Oldest >= boundary.Horizon ? boundary.Position : null;
    }

    private static async Task<long> CursorAsync(CoreTransaction tx) => await tx.FindAsync<long?>("select position from outbox_cursor where name = @Name", new { Name }) ?? 0;

    /// <param name="Position">Last position that was taken when it was drawn.</param>
    /// <param name="Horizon">Transactions below it may hold such positions.</param>
    private sealed record Boundary(long Position, long Horizon);

    private sealed record Horizon
    {
        public long Oldest { get; init; }
        public long Next { get; init; }
    }

    private sealed record OutboxEntry
    {
        public long Position { get; init; }
        public string Topic { get; init; } = "";
        public string Key { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }
}
