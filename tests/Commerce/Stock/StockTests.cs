using RailLife.Commerce.Stock;
using RailLife.Store;

namespace RailLife.Tests.Commerce.Stock;

/// <summary>Catalogue CRT-01, ORD-25, PRD-06; laws I-31, I-36, I-50.</summary>
public class StockTests
{
    private const string Buyer = "member:m-1";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_hundred_buyers_of_the_last_fifty_pieces_fifty_get_one(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var sku = await shop.SkuAsync("Jacket", 9_900, 50);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => Lock(shop, $"o-{i}", new StockLine(1, sku, 1)))));

        Assert.Equal(50, outcomes.Count(o => o.IsDone));
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Equal("out-of-stock", o.Refusal!.Code));
        Assert.Equal(0, (await bed.ReadAsync(tx => shop.Stock.AvailableAsync(tx, [sku])))[sku]);
        await StockLaws.HoldAsync(bed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_lines_of_one_variant_share_what_is_free(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var sku = await shop.SkuAsync("Jacket", 9_900, 5);

        Assert.Equal("out-of-stock", (await Lock(shop, "o-1", new StockLine(1, sku, 3), new StockLine(2, sku, 3))).Refusal?.Code);
        Assert.Equal(5, (await bed.ReadAsync(tx => shop.Stock.AvailableAsync(tx, [sku])))[sku]);
        Assert.True((await Lock(shop, "o-1", new StockLine(1, sku, 3), new StockLine(2, sku, 2))).IsDone);
        await StockLaws.HoldAsync(bed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Buyers_of_the_same_goods_in_another_order_do_not_wait_for_each_other(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var (a, b) = (await shop.SkuAsync("Jacket", 9_900, 1_000), await shop.SkuAsync("Coat", 9_900, 1_000));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() =>
            i % 2 == 0 ? Lock(shop, $"o-{i}", new StockLine(1, a, 1), new StockLine(2, b, 1)) : Lock(shop, $"o-{i}", new StockLine(1, b, 1), new StockLine(2, a, 1)))));

        Assert.All(outcomes, o => Assert.True(o.IsDone));
        await StockLaws.HoldAsync(bed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_order_locks_once_pays_ships_in_parts_and_gives_back(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var sku = await shop.SkuAsync("Jacket", 9_900, 10);
        var locked = (await Lock(shop, "o-1", new StockLine(1, sku, 4))).Value;

        Assert.Equal(locked, (await Lock(shop, "o-1", new StockLine(1, sku, 4))).Value);
        Assert.Equal("stock-hold-exists", (await Lock(shop, "o-1", new StockLine(1, sku, 5))).Refusal?.Code);
        Assert.Equal("stock-not-held", await shop.CodeAsync(tx => shop.Stock.DeductAsync(tx, "o-1", [new StockLine(1, sku, 1)], Buyer)));
        await shop.DoneAsync(tx => shop.Stock.ReserveAsync(tx, "o-1", Buyer));
        await shop.DoneAsync(tx => shop.Stock.ReserveAsync(tx, "o-1", Buyer));
        await shop.DoneAsync(tx => shop.Stock.DeductAsync(tx, "o-1", [new StockLine(1, sku, 3)], Buyer));
        Assert.Equal("stock-not-held", await shop.CodeAsync(tx => shop.Stock.DeductAsync(tx, "o-1", [new StockLine(1, sku, 2)], Buyer)));
        Assert.Equal("stock-not-deducted", await shop.CodeAsync(tx => shop.Stock.ReturnAsync(tx, "o-1", [new StockLine(1, sku, 4)], Buyer)));
        await shop.DoneAsync(tx => shop.Stock.ReturnAsync(tx, "o-1", [new StockLine(1, sku, 2)], Buyer));
        await shop.DoneAsync(tx => shop.Stock.ReleaseAsync(tx, "o-1", null, Buyer));
        Assert.Empty(await shop.DoneAsync(tx => shop.Stock.ReleaseAsync(tx, "o-1", null, Buyer)));

        Assert.Equal(9, (await bed.ReadAsync(tx => shop.Stock.AvailableAsync(tx, [sku])))[sku]);
        Assert.Equal("unknown-stock-hold", await shop.CodeAsync(tx => shop.Stock.ReserveAsync(tx, "o-2", Buyer)));
        await StockLaws.HoldAsync(bed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_not_paid_in_time_is_free_after_one_sweep(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var sku = await shop.SkuAsync("Jacket", 9_900, 3);
        await Lock(shop, "o-late", new StockLine(1, sku, 2));
        await Lock(shop, "o-paid", new StockLine(1, sku, 1));
        await shop.DoneAsync(tx => shop.Stock.ReserveAsync(tx, "o-paid", Buyer));
        var sweep = new StockSweep(bed.Database, bed.Ids);

        Assert.Equal(0, await sweep.RunAsync(CommerceBed.Ct));
        bed.Clock.Now = bed.Clock.Now.AddMinutes(30);
        Assert.Equal(1, await sweep.RunAsync(CommerceBed.Ct));
        Assert.Equal(0, await sweep.RunAsync(CommerceBed.Ct));

        Assert.Equal(2, (await bed.ReadAsync(tx => shop.Stock.AvailableAsync(tx, [sku])))[sku]);
        Assert.Equal("stock-hold-expired", await shop.CodeAsync(tx => shop.Stock.ReserveAsync(tx, "o-late", Buyer)));
        Assert.True((await Lock(shop, "o-late", new StockLine(1, sku, 2))).IsDone);
        await StockLaws.HoldAsync(bed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_payment_and_a_sweep_that_race_have_one_winner(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var sku = await shop.SkuAsync("Jacket", 9_900, 40);
        for (var i = 0; i < 40; i++) await Lock(shop, $"o-{i}", new StockLine(1, sku, 1));
        bed.Clock.Now = bed.Clock.Now.AddHours(1);

        var sweeps = Enumerable.Range(0, 3).Select(_ => Task.Run(() => new StockSweep(bed.Database, bed.Ids).RunAsync(CommerceBed.Ct))).ToList();
        var paid = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => bed.WriteAsync(tx => shop.Stock.ReserveAsync(tx, $"o-{i}", Buyer)))));
        var freed = (await Task.WhenAll(sweeps)).Sum();

        Assert.Equal(40, freed + paid.Count(p => p.IsDone));
        Assert.Equal(freed, (await bed.ReadAsync(tx => shop.Stock.AvailableAsync(tx, [sku])))[sku]);
        await StockLaws.HoldAsync(bed);
    }

    private static Task<Outcome<IReadOnlyList<StockAllocation>>> Lock(Shop shop, string orderId, params StockLine[] lines) =>
        shop.Bed.WriteAsync(tx => shop.Stock.LockAsync(tx, orderId, lines, tx.Now.AddMinutes(30), Buyer));
}
