using System.Diagnostics;
using System.Globalization;
using RailLife.Bench.Frame;
using RailLife.Commerce;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Bench.Commerce;

/// <summary>Transfers per second through the ledger, durable: batches of 1,000, and one transfer per transaction from 8 callers, on both databases; beside them the same rows by prepared ADO.NET.</summary>
public static class LedgerBench
{
    private const int BatchSize = 1_000;
    private const int Batches = 200;
    private const int Members = 10_000;
    private const int Callers = 8;
    private const int Singles = 16_000;

    public static Frame.Bench Bench { get; } = new("ledger", "transfers in batches of 1,000 and one by one from 8 callers, durable, both databases, beside prepared ADO.NET", RunAsync);

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var rows = new List<BenchRow>();
        await using (var sqlite = new SqliteDatabase(Path.Combine(options.Folder, "ledger.db"), TimeProvider.System)) rows.AddRange(await MeasureAsync(sqlite, options, ct));
        using var cluster = PrivatePostgres.Durable();
        await using (var postgres = new PostgresDatabase(cluster.NewDatabase(), TimeProvider.System)) rows.AddRange(await MeasureAsync(postgres, options, ct));
        return rows;
    }

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(CoreDatabase database, BenchOptions options, CancellationToken ct)
    {
        var name = database.Dialect.Name;
        await Migrator.ApplyAsync(database, CommerceTables.All, ct);
        var ledger = new LedgerFacade(new IdSource(TimeProvider.System));
        var batches = Math.Max(4, (int)(Batches * options.Scale));
        // Every account is opened, and every wallet full, before the clock runs.
        await BatchesAsync(database, ledger, Enumerable.Range(0, Members / BatchSize).Select(b => Batch(i => Move($"top-up/{b}/{i}", LedgerAccounts.Bank("CNY"), Wallet(b * BatchSize + i), 1_000_000_000))), ct);
        await BatchesAsync(database, ledger, Enumerable.Range(0, 2).Select(b => Batch(i => Plain(new Random(i), $"warm/{b}/{i}"))), ct);

        options.Say($"{name}: {batches} batches of {BatchSize}");
        var (raw, batched, floors) = (0.0, 0.0, 0.0);
        var random = new Random(7);
        // Turn by turn: the machine's pace changes, a ratio should not.
        var perTurn = batches / 4;
        for (var turn = 0; turn < 4; turn++)
        {
            raw += (await LedgerByHand.BatchesAsync(database, perTurn, BatchSize, Members, $"raw-{turn}", ct)).TotalSeconds;
            batched += (await BatchesAsync(database, ledger, Enumerable.Range(0, perTurn).Select(b => Batch(i => Plain(random, $"plain/{turn}/{b}/{i}"))).ToList(), ct)).TotalSeconds;
            floors += (await BatchesAsync(database, ledger, Enumerable.Range(0, perTurn).Select(b => Batch(i => Between(random, $"wallets/{turn}/{b}/{i}"))).ToList(), ct)).TotalSeconds;
        }
        var single = await SinglesAsync(database, ledger, Math.Max(800, (int)(Singles * options.Scale * (database.Dialect.IsSqlite ? 1 : 0.5))), ct);
        var transfers = perTurn * 4.0 * BatchSize;
        await VerifyAsync(database, ct);
        return
        [
            BenchRow.Beside($"ledger.{name}.batch", transfers / batched, "transfers/s", transfers / raw),
            new BenchRow($"ledger.{name}.batch.wallets", transfers / floors, "transfers/s"),
            new BenchRow($"ledger.{name}.single.{Callers}", single, "transfers/s"),
        ];
    }

    private static async Task<TimeSpan> BatchesAsync(CoreDatabase database, LedgerFacade ledger, IEnumerable<IReadOnlyList<Transfer>> batches, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        foreach (var batch in batches) _ = (await database.WriteAsync(tx => ledger.PostManyAsync(tx, Actor.Platform, batch), ct)).Value;
        return watch.Elapsed;
    }

    private static async Task<double> SinglesAsync(CoreDatabase database, LedgerFacade ledger, int count, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            for (var i = 0; i < count / Callers; i++) _ = (await database.WriteAsync(tx => ledger.PostAsync(tx, Actor.Platform, Between(random, $"single/{caller}/{i}")), ct)).Value;
        }, ct)));
        return count / Callers * Callers / watch.Elapsed.TotalSeconds;
    }

    // A figure of books that are wrong is worth nothing.
    private static async Task VerifyAsync(CoreDatabase database, CancellationToken ct)
    {
        var wrong = await database.ReadAsync(tx => tx.GetAsync<long>("select count(*) from (select transfer_id from ledger_entry group by transfer_id having sum(amount) <> 0) x"), ct);
        var floors = await database.ReadAsync(tx => tx.GetAsync<long>(
            "select count(*) from ledger_floor f where f.balance <> (select -sum(e.amount) from ledger_entry e where e.account_id = f.account_id)"), ct);
        if (wrong + floors > 0) throw new InvalidOperationException($"{wrong} transfers do not balance, {floors} balances are not the sum of their entries");
    }

    private static List<Transfer> Batch(Func<int, Transfer> make) => [.. Enumerable.Range(0, BatchSize).Select(make)];

    /// <summary>From a channel to one of many merchants: no balance is kept, posting takes no lock.</summary>
    private static Transfer Plain(Random random, string reference) =>
        Move(reference, LedgerAccounts.Channel("sandbox", "CNY"), LedgerAccounts.MerchantPayable(random.Next(Members).ToString(CultureInfo.InvariantCulture), "CNY"), random.Next(1, 100_000));

    /// <summary>From wallet to wallet: both balances are kept and must not fall below 0.</summary>
    private static Transfer Between(Random random, string reference)
    {
        var from = random.Next(Members);
        return Move(reference, Wallet(from), Wallet((from + random.Next(1, Members)) % Members), random.Next(1, 100));
    }

    private static LedgerAccount Wallet(int member) => LedgerAccounts.Wallet(member.ToString(CultureInfo.InvariantCulture), "CNY");

    private static Transfer Move(string reference, LedgerAccount debit, LedgerAccount credit, long amount) =>
        new(reference, "bench", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), [Posting.Debit(debit, amount), Posting.Credit(credit, amount)]);
}
