using RailLife.Bench.Frame;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Bench.Commerce;

/// <summary>Many orders do anything at once with few pieces, on both databases: nothing is sold twice, and every count is the sum of what moved it.</summary>
public static class StockProof
{
    private const int Workers = 16;
    private const int CallsPerLook = 2_000;
    private static readonly string[] Skus = ["sku-1", "sku-2", "sku-3", "sku-4"];
    private static readonly string[] Warehouses = ["w-1", "w-2"];

    public static Proof Proof { get; } = new("stock", "orders lock, pay, ship, return, cancel and expire at once, on both databases: I-31, I-36, I-50", RunAsync);

    public static async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct)
    {
        var calls = options.Share(100_000, 400);
        var violations = new List<string>();
        var said = new List<string>();
        foreach (var kind in new[] { "sqlite", "postgresql" })
        {
            await using CoreDatabase database = kind == "sqlite"
                ? await NewCore.SqliteAsync(Path.Combine(options.Folder, "stock.db"), TimeProvider.System)
                : await NewCore.PostgresAsync(TimeProvider.System);
            await database.WriteAsync(FillAsync, ct);
            var done = 0;
            for (var look = 0; look * CallsPerLook < calls; look++)
            {
                var count = Math.Min(CallsPerLook, calls - look * CallsPerLook);
                var seed = unchecked(options.Seed * 1_000_003 + look);
                done += (await Task.WhenAll(Enumerable.Range(0, Workers).Select(w => Task.Run(() => WorkAsync(database, unchecked(seed * 31 + w), count / Workers, ct), ct)))).Sum();
                violations.AddRange((await database.ReadAsync(tx => tx.ListAsync<string>(Wrong), ct)).Select(w => $"{kind}, seed {options.Seed}, after {(look + 1) * CallsPerLook} calls: {w}"));
                if (violations.Count > 0) break;
                options.Say($"{kind}: {look * CallsPerLook + count} calls");
            }
            said.Add($"{kind} {done} of {calls} calls done, the others refused");
        }
        return new ProofResult(string.Join("; ", said), violations);
    }

    private static async Task FillAsync(CoreTransaction tx)
    {
        foreach (var warehouse in Warehouses)
            await tx.ExecuteAsync(
                "insert into stock_warehouse (id, merchant_id, circle_id, format, priority, is_active, version, updated_at, actor) values (@warehouse, 'm', -1, 'f', 1, 1, 1, 0, 'system:proof')", new { warehouse });
        foreach (var sku in Skus)
            foreach (var warehouse in Warehouses)
            {
                await tx.ExecuteAsync("insert into stock_level (sku_id, warehouse_id, product_id, on_hand, held) values (@sku, @warehouse, 'p', 25, 0)", new { sku, warehouse });
                await tx.ExecuteAsync(
                    "insert into stock_movement (id, sku_id, warehouse_id, kind, on_hand_delta, held_delta, actor, created_at) values (@Id, @sku, @warehouse, 'adjust', 25, 0, 'system:proof', 0)",
                    new { Id = $"first-{sku}-{warehouse}", sku, warehouse });
            }
    }

    // How many calls were done rather than refused.
    private static async Task<int> WorkAsync(CoreDatabase database, int seed, int calls, CancellationToken ct)
    {
        var random = new Random(seed);
        var ids = new IdSource(TimeProvider.System);
        var stock = new StockFacade(ids);
        var actor = Actor.Platform.ToString();
        var done = 0;
        for (var call = 0; call < calls; call++)
        {
            var order = $"o-{random.Next(24)}";
            List<StockLine> lines = [.. Enumerable.Range(1, random.Next(1, 4)).Select(n => new StockLine(n, Skus[random.Next(4) == 0 ? random.Next(Skus.Length) : n - 1], random.Next(1, 6)))];
            var (what, isAll, minutes) = (random.Next(10), random.Next(2) == 0, random.Next(-1, 2));
            if (what == 9)
            {
                done += await new StockSweep(database, ids).RunAsync(ct);
                continue;
            }
            var outcome = await database.WriteAsync(tx => what switch
            {
                0 or 1 or 2 => stock.LockAsync(tx, order, lines, tx.Now.AddMinutes(minutes), actor),
                3 => stock.ReserveAsync(tx, order, actor),
                4 or 5 => stock.DeductAsync(tx, order, [lines[0]], actor),
                6 or 7 => stock.ReturnAsync(tx, order, [lines[0]], actor),
                _ => stock.ReleaseAsync(tx, order, isAll ? null : [lines[0]], actor),
            }, ct);
            if (outcome.IsDone) done++;
        }
        return done;
    }

    /// <summary>Pieces that are not the sum of what moved them, a sentence each.</summary>
    internal const string Wrong = """
        select 'sku ' || l.sku_id || ' in ' || l.warehouse_id from stock_level l
        where l.held < 0 or l.held > l.on_hand
            or l.on_hand <> (select coalesce(sum(m.on_hand_delta), 0) from stock_movement m where m.sku_id = l.sku_id and m.warehouse_id = l.warehouse_id)
            or l.held <> (select coalesce(sum(m.held_delta), 0) from stock_movement m where m.sku_id = l.sku_id and m.warehouse_id = l.warehouse_id)
            or l.held <> (select coalesce(sum(h.held), 0) from stock_hold_line h where h.sku_id = l.sku_id and h.warehouse_id = l.warehouse_id)
            or l.on_hand + (select coalesce(sum(h.deducted - h.returned), 0) from stock_hold_line h where h.sku_id = l.sku_id and h.warehouse_id = l.warehouse_id)
                <> (select coalesce(sum(m.on_hand_delta), 0) from stock_movement m where m.sku_id = l.sku_id and m.warehouse_id = l.warehouse_id and m.kind = 'adjust')
        """;
}
