using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Tests.Commerce.Orders;
using RailLife.Tests.Commerce.Promotions;

namespace RailLife.Tests.Commerce.AfterSales;

/// <summary>Coats with a reduction, a coupon and points at the platform's cost, of which some come back when the seller has been paid for them.</summary>
/// <remarks>Catalogue CPN-03, AFS-08.</remarks>
public class ReturnAfterCompletionTests
{
    private static readonly string[] Costs = ["promotion", "coupon", "points"];

    public static TheoryData<string, int[]> Returns { get; } = new() { { Databases.Sqlite, [1] }, { Databases.Sqlite, [3] }, { Databases.PostgreSql, [1, 2] }, { Databases.Sqlite, [1, 1, 1] } };

    [Theory, MemberData(nameof(Returns))]
    public async Task Nobody_bears_anything_of_what_came_back_whether_before_or_after(string kind, int[] portions)
    {
        var before = await BooksAsync(kind, 3, portions, isCompletedFirst: false);
        var after = await BooksAsync(kind, 3, portions, isCompletedFirst: true);

        Assert.Equal(before, after);
        if (portions.Sum() == 3) Assert.All(after, a => Assert.Equal(0, a.Value));
    }

    [Fact]
    public async Task The_merchant_keeps_nothing_of_the_platforms_coupon_for_what_came_back()
    {
        var kept = await BooksAsync(Databases.Sqlite, 5, [3], isCompletedFirst: true);

        Assert.Equal(20_000, kept["merchant"]);   // two coats at their full price: what the buyer paid for them and what the platform took off
        Assert.Equal(20_000, kept["paid"] + Costs.Sum(c => kept[c]));
    }

    private static async Task<SortedDictionary<string, long>> BooksAsync(string kind, int pieces, int[] portions, bool isCompletedFirst)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var mall = counter.Mall;
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, pieces: 10);
        await Discounts.FullReductionAsync(mall, from: 10_000, off: 1_000);
        var coupon = await Discounts.CouponAsync(mall, counter.Buyer, Fair.Template());
        await mall.DoneAsync(tx => mall.Points.EarnAsync(tx, counter.Buyer.Id, 1_000, "gift", 1, new DateOnly(2027, 1, 1), Actor.Platform));
        var body = Mall.Order(counter.Buyer, (coat, pieces));
        var placed = (await mall.TryPlaceAsync(counter.Buyer, body with { Basket = body.Basket with { CouponIds = [coupon], Points = 335 } })).Value;
        await mall.PayAsync(counter.Buyer, placed);
        counter.Turn(placed.Id);
        await counter.DeliverAsync();
        if (isCompletedFirst) await CompleteAsync(mall, 1);
        foreach (var portion in portions) await ReturnAsync(counter, portion);
        if (!isCompletedFirst) await CompleteAsync(mall, portions.Sum() == pieces ? 0 : 1);

        await counter.BooksAgreeAsync();
        var books = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["merchant"] = await mall.BalanceAsync(LedgerAccounts.MerchantPayable(mall.Shop.MerchantId, "CNY")),
            ["paid"] = await mall.NumberAsync("select paid_minor - refunded_minor from order_head where id = @Id", placed),
        };
        foreach (var cost in Costs) books[cost] = await mall.BalanceAsync(LedgerAccounts.PlatformCost(cost, "CNY"));
        return books;
    }

    private static async Task CompleteAsync(Mall mall, int orders)
    {
        mall.Bed.Clock.Now += TimeSpan.FromDays(mall.Options.AfterSalesDays);
        Assert.Equal(orders, await mall.Due.RunDueAsync(CommerceBed.Ct));
    }

    // Customer service applies for the buyer: by negotiation, also after the limit (AFS-03).
    private static async Task ReturnAsync(Counter counter, int pieces)
    {
        var applied = await counter.ApplyAsync(AfterSaleKind.Return, pieces, Shop.Staff);
        Assert.True(applied.IsDone, applied.Refusal?.ToString());
        Assert.True((await counter.AuditAsync(applied.Value.Id, true)).IsDone);
        Assert.True((await counter.SendBackAsync(applied.Value.Id)).IsDone);
        Assert.True((await counter.InboundAsync(applied.Value.Id)).IsDone);
        await counter.Mall.WorkAsync();
        Assert.Equal(AfterSaleState.Succeeded, (await counter.ViewAsync(applied.Value.Id)).State);
    }
}
