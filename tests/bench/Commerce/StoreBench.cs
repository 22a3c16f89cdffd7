using System.Data.Common;
using System.Diagnostics;
using Dapper;
using RailLife.Bench.Frame;
using RailLife.Store;

namespace RailLife.Bench.Commerce;

/// <summary>What a statement of a use case costs through the store, beside Dapper on a connection of the same settings: a row found, a row changed, rows found by a list of keys, rows added.</summary>
public static class StoreBench
{
    private const int Statements = 10_000;
    private const int Rows = 10_000;
    private const int ListOf = 20;
    private const int InTransaction = 50;
    private const int Turns = 4;
    private const string Find = "select id, state, member_id, paid_minor, placed_at, note from bench_row where id = @Id";
    private const string Change = "update bench_row set paid_minor = paid_minor + @By where id = @Id";
    private const string FindAll = "select id, state, member_id, paid_minor, placed_at, note from bench_row where id in @Ids";
    private const string Add = "insert into bench_line (row_id, line_no, quantity) values (@RowId, @LineNo, @Quantity)";

    public static Frame.Bench Bench { get; } = new("store", "statements per second of a use case through the store, beside Dapper with the same settings; both databases", RunAsync);

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken ct)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        var rows = new List<BenchRow>();
        await using (var sqlite = new SqliteDatabase(Path.Combine(options.Folder, "store.db"), TimeProvider.System)) rows.AddRange(await MeasureAsync("sqlite", sqlite, options, ct));
        using var cluster = PrivatePostgres.Durable();
        await using var postgres = new PostgresDatabase(cluster.NewDatabase(), TimeProvider.System);
        rows.AddRange(await MeasureAsync("postgresql", postgres, options, ct));
        return rows;
    }

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string kind, CoreDatabase database, BenchOptions options, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await connection.ExecuteAsync("create table bench_row (id text primary key, state text not null, member_id text, paid_minor bigint not null, placed_at bigint not null, note text)");
        await connection.ExecuteAsync("create table bench_line (row_id text not null, line_no bigint not null, quantity bigint not null)");
        await using (var filling = await connection.BeginTransactionAsync(ct))
        {
            await connection.ExecuteAsync("insert into bench_row values (@Id, 'placed', @Member, 100, 1, null)", Enumerable.Range(0, Rows).Select(i => new { Id = $"row-{i}", Member = $"member-{i % 97}" }), filling);
            await filling.CommitAsync(ct);
        }
        var count = Math.Max(InTransaction, (int)(Statements * options.Scale) / InTransaction * InTransaction);
        var measured = new List<BenchRow>();
        foreach (var (name, ours, dapper) in Ways(database.Dialect.IsSqlite ? FindAll : FindAll.Replace("in @Ids", "= any(@Ids)", StringComparison.Ordinal)))
        {
            var (own, theirs) = (TimeSpan.Zero, TimeSpan.Zero);
            // By turns, and the first of each only warms up.
            for (var turn = 0; turn <= Turns; turn++)
            {
                var from = Stopwatch.GetTimestamp();
                for (var i = 0; i < count; i += InTransaction)
                    await database.WriteAsync(async tx =>
                    {
                        for (var j = i; j < i + InTransaction; j++) await ours(tx, j);
                    }, ct);
                if (turn > 0) own += Stopwatch.GetElapsedTime(from);
                from = Stopwatch.GetTimestamp();
                for (var i = 0; i < count; i += InTransaction)
                {
                    await using var transaction = await connection.BeginTransactionAsync(ct);
                    for (var j = i; j < i + InTransaction; j++) await dapper(connection, transaction, j);
                    await transaction.CommitAsync(ct);
                }
                if (turn > 0) theirs += Stopwatch.GetElapsedTime(from);
            }
            measured.Add(BenchRow.Beside($"store.{kind}.{name}", Turns * count / own.TotalSeconds, "statements/s", Turns * count / theirs.TotalSeconds));
        }
        return measured;
    }

    /// <param name="listed">A list of keys as Dapper hands it to this database.</param>
    private static IEnumerable<(string Name, Func<CoreTransaction, int, Task> Ours, Func<DbConnection, DbTransaction, int, Task> Dapper)> Ways(string listed)
    {
        yield return ("find", (tx, i) => tx.FindAsync<StoredRow>(Find, new { Id = Key(i) }), (c, t, i) => c.QuerySingleOrDefaultAsync<StoredRow>(Find, new { Id = Key(i) }, t));
        yield return ("change", (tx, i) => tx.ExecuteAsync(Change, new { By = 1L, Id = Key(i) }), (c, t, i) => c.ExecuteAsync(Change, new { By = 1L, Id = Key(i) }, t));
        yield return ("find-20", (tx, i) => tx.ListAsync<StoredRow>(FindAll, new { Ids = Keys(i) }), (c, t, i) => c.QueryAsync<StoredRow>(listed, new { Ids = Keys(i) }, t));
        yield return ("add-20", (tx, i) => tx.ExecuteAsync(Add, Lines(i)), (c, t, i) => c.ExecuteAsync(Add, Lines(i), t));
    }

    private static string Key(int i) => $"row-{i * 7919L % Rows}";

    private static List<string> Keys(int i) => [.. Enumerable.Range(i, ListOf).Select(Key)];

    private static List<StoredLine> Lines(int i) => [.. Enumerable.Range(0, ListOf).Select(n => new StoredLine(Key(i), n, 1))];

    private sealed record StoredRow
    {
        public string Id { get; init; } = "";
        public string State { get; init; } = "";
        public string? MemberId { get; init; }
        public long PaidMinor { get; init; }
        public long PlacedAt { get; init; }
        public string? Note { get; init; }
    }

    private sealed record StoredLine(string RowId, long LineNo, long Quantity);
}
