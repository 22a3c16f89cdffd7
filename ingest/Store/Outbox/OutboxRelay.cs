using System.Text;
using Dapper;
using RailLife.EventLog;

namespace RailLife.Store;

/// <summary>Takes events from the outbox to the log, in order, at least once: publish what lies past the cursor, then move the cursor. One at a time: whoever calls holds the lease.</summary>
/// <remarks>
/// After a kill between the two the same events are published again; readers tell doubles by the event's identity. On PostgreSQL a sequence can
/// skip a late committer, so rows are taken in windows of finished transactions: [from, to) holds every row of its transactions for good, and
/// within it positions follow the order in which the aggregates' rows were locked.
/// </remarks>
public sealed class OutboxRelay(CoreDatabase database, IEventLog log)
{
    private const string Name = "log";

    /// <summary>Events published at once.</summary>
    public const int BatchMax = 1_000;

    /// <summary>Published rows are kept this long, so that a check can look at them.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>Publishes up to <see cref="BatchMax"/> events.</summary>
    /// <returns>How many; 0 = the outbox is empty.</returns>
    public async Task<int> PublishAsync(CancellationToken ct)
    {
        var cursor = await CursorAsync(ct);
        var rows = await database.ReadAsync(tx => tx.ListAsync<OutboxEntry>(Window, cursor), ct);
        if (rows.Count > 0) await log.AppendAsync([.. rows.Select(r => new LogEntry(r.Topic, Encoding.UTF8.GetBytes(r.Key), r.Value))], ct);
        var next = rows.Count == BatchMax ? cursor with { Position = rows[^1].Position } : cursor.NextWindow(rows.Count == 0 ? null : rows[^1].Position);
        if (next != cursor) await database.WriteAsync(tx => tx.ExecuteAsync("update outbox_cursor set from_xid = @FromXid, to_xid = @ToXid, position = @Position where name = @Name", new { next.FromXid, next.ToXid, next.Position, Name }), ct);
        return rows.Count;
    }

    /// <summary>Deletes rows that were published longer than <see cref="Kept"/> ago.</summary>
    public async Task<int> TrimAsync(CancellationToken ct)
    {
        var cursor = await CursorAsync(ct);
        var before = (database.Clock.GetUtcNow() - Kept).ToMicros();
        var published = database.Dialect.IsSqlite ? "position <= @Position" : "xid < @FromXid";
        var deleted = 0;
        await database.WriteAsync(async tx => deleted = await tx.ExecuteAsync($"delete from outbox where {published} and created_at < @before", new { cursor.Position, cursor.FromXid, before }), ct);
        return deleted;
    }

    /// <summary>Events that wait to be published.</summary>
    public async Task<long> WaitingAsync(CancellationToken ct)
    {
        var cursor = await CursorAsync(ct);
        var behind = database.Dialect.IsSqlite ? "position > @Position" : "xid >= @FromXid and (xid >= @ToXid or position > @Position)";
        return await database.ReadAsync(tx => tx.GetAsync<long>($"select count(*) from outbox where {behind}", cursor), ct);
    }

    private string Window => database.Dialect.IsSqlite
        ? $"select position, topic, key, value from outbox where position > @Position order by position limit {BatchMax}"
        : $"select position, topic, key, value from outbox where xid >= @FromXid and xid < @ToXid and position > @Position order by position limit {BatchMax}";

    private async Task<RelayCursor> CursorAsync(CancellationToken ct)
    {
        var cursor = await database.ReadAsync(tx => tx.FindAsync<RelayCursor>("select from_xid, to_xid, position from outbox_cursor where name = @Name", new { Name }), ct);
        var isExhausted = cursor is not null && !database.Dialect.IsSqlite && cursor.ToXid <= cursor.FromXid;
        return cursor is null || isExhausted ? await NextCursorAsync(cursor ?? new RelayCursor(), ct) : cursor;
    }

    // On PostgreSQL an exhausted window is followed by one that ends below the oldest running transaction. It is written down before it is
    // read: after a crash the same one goes on.
    private async Task<RelayCursor> NextCursorAsync(RelayCursor cursor, CancellationToken ct)
    {
        var next = cursor;
        await database.WriteAsync(async tx =>
        {
            if (!database.Dialect.IsSqlite)
            {
                var finished = await tx.GetAsync<long>("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
                if (finished > cursor.FromXid) next = cursor with { ToXid = finished, Position = 0 };
            }
            await tx.ExecuteAsync(
                """
                insert into outbox_cursor (name, from_xid, to_xid, position) values (@Name, @FromXid, @ToXid, @Position)
                on conflict (name) do update set to_xid = excluded.to_xid, position = excluded.position
                """, new { Name, next.FromXid, next.ToXid, next.Position });
        }, ct);
        return next;
    }

    private sealed record OutboxEntry
    {
        public long Position { get; init; }
        public string Topic { get; init; } = "";
        public string Key { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }

    private sealed record RelayCursor
    {
        public long FromXid { get; init; }
        public long ToXid { get; init; }
        public long Position { get; init; }

        // SQLite has one writer: positions alone are the order. PostgreSQL starts the next window where this one ended.
        public RelayCursor NextWindow(long? last) => ToXid == 0 && FromXid == 0 ? this with { Position = last ?? Position } : this with { FromXid = ToXid, Position = 0 };
    }
}
