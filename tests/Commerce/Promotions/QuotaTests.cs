using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions.Quotas;
using RailLife.Commerce.Promotions.Rules;
using RailLife.Contracts.Promotions;

namespace RailLife.Tests.Commerce.Promotions;

public class QuotaTests
{
    private static readonly QuotaTrace Unknown = new(null, null, null);

    // Law I-13.
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_hundred_buyers_at_once_get_no_more_than_the_sessions_stock(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var sale = await fair.ActiveAsync(fair.Rule(PromotionKind.FlashPrice, new(Deals: [new("phone", 458_800, StockUnits: 30, MemberUnits: 2)])));
        var price = await fair.PriceAsync("nobody", Fair.Line("phone", 499_800, 2));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => fair.Bed.WriteAsync(tx =>
            fair.Facade.TakeLimitsAsync(tx, Fair.AsMember($"m-{i % 60}"), $"m-{i % 60}", $"o-{i}", price, Unknown)))));

        Assert.Equal(15, outcomes.Count(o => o.IsDone));
        Assert.Equal(30, await CountAsync(fair, sale.Id, "stock"));
        Assert.True(await fair.Bed.ReadAsync(tx => tx.GetAsync<long>("select max(taken) from promo_count where dimension = 'member'")) <= 2);
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Contains(o.Refusal!.Code, new[] { "promotion-sold-out", "limit-reached" }));
        Assert.Equal(15, (await fair.EventsAsync("seckill.won")).Count);
        Assert.Equal(185, fair.Told.OfType<SeckillAttempted>().Count(e => !e.IsWon));

        // Nothing is left, so the calculator offers the regular price.
        var after = await fair.PriceAsync("m-0", Fair.Line("phone", 499_800));
        Assert.Equal((0, WhyNotCodes.QuotaUsed), (after.Total.PromotionMinor, after.WhyNot.Single().Code));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Cancelling_gives_back_once_however_often_and_by_how_many_it_is_asked(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var sale = await fair.ActiveAsync(fair.Rule(PromotionKind.LimitPrice, new(Deals: [new("phone", 468_800, StockUnits: 10, MemberUnits: 5)])));
        var price = await fair.PriceAsync(Fair.Member, Fair.Line("phone", 499_800, 3));
        await TakeAsync(fair, "o-1", price);
        await TakeAsync(fair, "o-1", price);
        Assert.Equal(3, await CountAsync(fair, sale.Id, "stock"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => fair.Bed.WriteAsync(tx => fair.Facade.ReleaseLimitsAsync(tx, "o-1")))));

        Assert.Equal(0, await CountAsync(fair, sale.Id, "stock"));
        Assert.Equal(0, await CountAsync(fair, sale.Id, "member"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_members_order_to_the_same_address_counts_with_the_first(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        await fair.ActiveAsync(fair.Rule(PromotionKind.LimitPrice, new(Deals: [new("phone", 468_800, MemberUnits: 2, AddressUnits: 1, MobileUnits: 1)])));
        var price = await fair.PriceAsync(Fair.Member, Fair.Line("phone", 499_800));
        await fair.DoneAsync(tx => fair.Facade.TakeLimitsAsync(tx, Fair.AsMember("m-1"), "m-1", "o-1", price, new("address-hash", null, "mobile-1")));
        await fair.RefusedAsync(tx => fair.Facade.TakeLimitsAsync(tx, Fair.AsMember("m-2"), "m-2", "o-2", price, new("address-hash", null, "mobile-2")), "limit-reached");
        await fair.RefusedAsync(tx => fair.Facade.TakeLimitsAsync(tx, Fair.AsMember("m-2"), "m-2", "o-2", price, new("other", null, "mobile-1")), "limit-reached");
        Assert.Equal([QuotaDimension.Address, QuotaDimension.Mobile], fair.Told.OfType<LimitBlocked>().Select(e => e.Dimension));
        await fair.DoneAsync(tx => fair.Facade.TakeLimitsAsync(tx, Fair.AsMember("m-2"), "m-2", "o-3", price, new("other", null, "mobile-2")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_price_of_an_older_version_or_an_ended_sale_is_not_taken(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var sale = await fair.ActiveAsync(fair.Rule(PromotionKind.FlashPrice, new(Deals: [new("phone", 458_800, StockUnits: 10)])));
        var price = await fair.PriceAsync(Fair.Member, Fair.Line("phone", 499_800));
        await fair.DoneAsync(tx => new SavePromotion(fair.Parts).ChangeAsync(Fair.As(Fair.Staff, sale.Id, 1), sale.Promotion with { Terms = new(Deals: [new("phone", 478_800, StockUnits: 10)]) }, tx));
        await fair.RefusedAsync(tx => fair.Facade.TakeLimitsAsync(tx, Fair.Staff, Fair.Member, "o-1", price, Unknown), "promotion-changed");

        var current = await fair.PriceAsync(Fair.Member, Fair.Line("phone", 499_800));
        fair.Pass(TimeSpan.FromHours(1));
        await fair.RefusedAsync(tx => fair.Facade.TakeLimitsAsync(tx, Fair.Staff, Fair.Member, "o-1", current, Unknown), "promotion-changed");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_coming_sale_is_announced_and_a_running_one_shows_what_is_left(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        await fair.ActiveAsync(fair.Rule(PromotionKind.FlashPrice, new(Deals: [new("phone", 458_800, StockUnits: 10)])));
        await fair.ActiveAsync(fair.Rule(PromotionKind.FlashPrice, new(Deals: [new("pad", 300_000)])) with { StartsAt = fair.Now.AddHours(1), EndsAt = fair.Now.AddHours(2), AnnouncedAt = fair.Now });
        await fair.ActiveAsync(fair.Rule(PromotionKind.FlashPrice, new(Deals: [new("watch", 100_000)])) with { StartsAt = fair.Now.AddHours(1), EndsAt = fair.Now.AddHours(3) });
        await TakeAsync(fair, "o-1", await fair.PriceAsync(Fair.Member, Fair.Line("phone", 499_800, 3)));

        var sales = (await fair.DoneAsync(tx => PromotionViews.SalesAsync(Fair.As(RailLife.Commerce.Edge.Actor.Nobody), tx))).Sales;
        Assert.Equal([("phone", true, (long?)7), ("pad", false, null)], sales.Select(s => (s.Items[0].SkuId, s.IsRunning, s.Items[0].UnitsLeft)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Racing_orders_never_choose_more_gifts_than_there_are(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var rule = await fair.ActiveAsync(fair.Rule(PromotionKind.FullGift, new(From: 1, Gifts: [new("cup", "sku-cup", null, 900, 1, 5)])));
        var price = await fair.Bed.ReadAsync(async tx => PriceCalculator.Price(PriceRequest.Of("CNY", [Fair.Line("tea", 10_000)]) with
        {
            Promotions = (await fair.Facade.ActiveAsync(tx, null, ["tea"])).Promotions, GiftChoices = [new(rule.Id, "cup", 1)],
        }));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => fair.Bed.WriteAsync(tx => fair.Facade.TakeLimitsAsync(tx, Fair.Staff, $"m-{i}", $"o-{i}", price, Unknown)))));
        Assert.Equal(5, outcomes.Count(o => o.IsDone));
    }

    private static Task<int> TakeAsync(Fair fair, string orderId, PriceResult price) => fair.DoneAsync(tx => fair.Facade.TakeLimitsAsync(tx, Fair.AsMember(Fair.Member), Fair.Member, orderId, price, Unknown));

    private static Task<long> CountAsync(Fair fair, string promotionId, string dimension) =>
        fair.Bed.ReadAsync(tx => tx.GetAsync<long>("select taken from promo_count where promotion_id = @promotionId and dimension = @dimension", new { promotionId, dimension }));
}
