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
    private const string Checkpoint = "select redo_lsn::text from pg_control_checkpoint()";

    /// <summary>Events published at once.</summary>
    public const int BatchMax = 1_000;

    /// <summary>Published rows are kept this long, so that a check can look at them.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private Boundary? boundary;

    /// <summary>Publishes up to <see cref="BatchMax"/> events.</summary>
    /// <returns>How many; 0 = nothing can be published now.</returns>
    public async Task<int> PublishAsync(CancellationToken ct)
    {
        if (!database.Dialect.IsSqlite) boundary ??= await DrawAsync(ct);
        var (cursor, rows, end) = await database.ReadAsync(NextAsync, ct);
        if (rows.Count > 0) await log.AppendAsync([.. rows.Select(r => new LogEntry(r.Topic, Encoding.UTF8.GetBytes(r.Key), r.Value))], ct);
        if (rows.Count > 0) database.Moment("published");
        // A whole batch says nothing about what follows it; a smaller one reached the end.
        var next = rows.Count == BatchMax ? rows[^1].Position : end ?? (rows.Count > 0 ? rows[^1].Position : cursor);
        if (next != cursor) await database.WriteAsync(tx => MoveAsync(tx, cursor, next), ct);
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
        // This reading sees every transaction that ended before its first statement.
        if (boundary is { } drawn)
        {
            // A server that crashed may hand out positions and numbers again that nobody had made durable: what was drawn before counts no more.
            if (await tx.GetAsync<string>(Checkpoint) != drawn.Checkpoint) boundary = null;
            if (boundary is null || await tx.GetAsync<long>("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint") < drawn.Horizon) return (cursor, [], null);
        }
        var rows = await tx.ListAsync<OutboxEntry>($"select position, topic, key, value from outbox where position > @cursor and position <= @Last order by position limit {BatchMax}", new { cursor, Last = boundary?.Position ?? long.MaxValue });
        var end = boundary?.Position;
        if (rows.Count < BatchMax) boundary = null;
        return (cursor, rows, end);
    }

    // The position is read first, the number taken after it: whoever holds a position up to it has a lower number. A snapshot's own upper end
    // would not do, for it names the last transaction that ended and not the last that began.
    private async Task<Boundary> DrawAsync(CancellationToken ct)
    {
        var checkpoint = await database.ReadAsync(tx => tx.GetAsync<string>(Checkpoint), ct);
        var position = await database.ReadAsync(tx => tx.GetAsync<long>("select case when is_called then last_value else 0 end from outbox_position_seq"), ct);
        var horizon = await database.ReadAsync(tx => tx.GetAsync<long>("select pg_current_xact_id()::text::bigint"), ct);
        return new Boundary(position, horizon, checkpoint);
    }

    // A relay that lost its lease without having heard of it does not take the cursor back.
    private static async Task MoveAsync(CoreTransaction tx, long cursor, long next)
    {
        await tx.ExecuteAsync("insert into outbox_cursor (name, position) values (@Name, 0) on conflict do nothing", new { Name });
        if (!await tx.ExecuteOneAsync("update outbox_cursor set position = @next where name = @Name and position = @cursor", new { Name, next, cursor }))
            throw new InvalidOperationException($"the cursor '{Name}' is no longer at {cursor}: another relay moved it");
    }

    private static async Task<long> CursorAsync(CoreTransaction tx) => await tx.FindAsync<long?>("select position from outbox_cursor where name = @Name", new { Name }) ?? 0;

    /// <param name="Position">Last position that was taken when it was drawn.</param>
    /// <param name="Horizon">Number of a transaction that began after that: those below it may hold such positions.</param>
    /// <param name="Checkpoint">The server's last one then: another one after a crash.</param>
    private sealed record Boundary(long Position, long Horizon, string Checkpoint);

    private sealed record OutboxEntry
    {
        public long Position { get; init; }
        public string Topic { get; init; } = "";
        public string Key { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }
}
