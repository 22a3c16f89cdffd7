using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions.Rules;
using RailLife.Contracts;

namespace RailLife.Tests.Commerce.Promotions;

public class PromotionRulesTests
{
    private static readonly Actor Owner = new(ActorKind.Merchant, Fair.Merchant);
    private static readonly Actor Other = new(ActorKind.Merchant, "mer-b");

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_merchants_rule_is_his_and_the_staffs_within_sight_and_works_from_its_activation_on(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var body = fair.Rule(PromotionKind.FullReduction, new(Tiers: [new(10_000, 500)]));
        var save = new SavePromotion(fair.Parts);
        var rule = await fair.DoneAsync(tx => save.AddAsync(Fair.As(Owner), body, tx));

        await fair.RefusedAsync(tx => save.AddAsync(Fair.As(Other), body with { MerchantId = Fair.Merchant }, tx), "unknown-merchant");
        await fair.RefusedAsync(tx => PromotionViews.OneAsync(Fair.As(Other, rule.Id), tx), "unknown-promotion");
        await fair.RefusedAsync(tx => PromotionViews.OneAsync(Fair.As(Fair.Staff with { Circles = [8] }, rule.Id), tx), "unknown-promotion");
        Assert.Empty((await fair.DoneAsync(tx => PromotionViews.ListAsync(Fair.As(Other), tx))).Items);
        Assert.Equal(rule.Id, Assert.Single((await fair.DoneAsync(tx => PromotionViews.ListAsync(Fair.As(Fair.Staff with { Circles = [7] }), tx))).Items).Id);

        Assert.Equal(0, (await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_000))).Total.PromotionMinor);
        await fair.DoneAsync(tx => SwitchPromotion.ActivateAsync(Fair.As(Owner, rule.Id, rule.Version), new Nothing(), tx));
        var effect = Assert.Single((await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_000))).Effects);
        Assert.Equal((rule.Id, 1, 500, Issuer.Merchant, Fair.Merchant), (effect.RuleId, effect.RuleVersion, effect.AmountMinor, effect.Issuer, effect.MerchantId));

        fair.Pass(TimeSpan.FromHours(1));
        Assert.Equal(0, (await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_000))).Total.PromotionMinor);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_who_edit_one_version_one_wins_and_both_versions_are_kept(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var save = new SavePromotion(fair.Parts);
        var rule = await fair.ActiveAsync(fair.Rule(PromotionKind.FullReduction, new(Tiers: [new(10_000, 500)])));
        await fair.RefusedAsync(tx => save.ChangeAsync(Fair.As(Fair.Staff, rule.Id), rule.Promotion, tx), "if-match-needed");

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Task.Run(() => fair.Bed.WriteAsync(tx =>
            save.ChangeAsync(Fair.As(Fair.Staff, rule.Id, rule.Version), rule.Promotion with { Terms = new(Tiers: [new(10_000, 500 + i)]) }, tx)))));

        Assert.Single(outcomes, o => o.IsDone);
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Equal("version-changed", o.Refusal!.Code));
        Assert.Equal([1, 2], await fair.Bed.ReadAsync(tx => tx.ListAsync<long>("select version from promo_rule_version where id = @Id order by version", new { rule.Id })));
        await fair.RefusedAsync(tx => save.ChangeAsync(Fair.As(Fair.Staff, rule.Id, 2), fair.Rule(PromotionKind.FullGift, new(Gifts: [new("g", "sku", null, 100, 1)])), tx), "promotion-fixed");
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Rules_that_make_no_sense_are_refused(int row)
    {
        await using var fair = await Fair.OpenAsync(Databases.Sqlite);
        var (kind, terms) = Bodies[row];
        await fair.RefusedAsync(tx => new SavePromotion(fair.Parts).AddAsync(Fair.As(Fair.Staff), fair.Rule(kind, terms), tx), "invalid-promotion");
    }

    public static TheoryData<int> Nonsense { get; } = [.. Enumerable.Range(0, 12)];

    private static readonly (PromotionKind Kind, PromotionTerms Terms)[] Bodies =
    [
        (PromotionKind.FullReduction, new()),
        (PromotionKind.FullReduction, new(Tiers: [new(200, 5), new(100, 9)])),
        (PromotionKind.FullReduction, new(Tiers: [new(100, 9), new(200, 9)])),
        (PromotionKind.FullReduction, new(Mode: ReductionMode.Repeated, Tiers: [new(100, 9), new(200, 19)])),
        (PromotionKind.FullReduction, new(Mode: ReductionMode.Repeated, Tiers: [new(0, 9)])),
        (PromotionKind.FullDiscount, new(Tiers: [new(100, 10_000)])),
        (PromotionKind.FullDiscount, new(Tiers: [new(100, 8_000), new(200, 9_000)])),
        (PromotionKind.Bundle, new(Units: 3)),
        (PromotionKind.FlashPrice, new()),
        (PromotionKind.LimitPrice, new(Deals: [new("a", 1), new("a", 2)])),
        (PromotionKind.FullGift, new(Gifts: [new("g", null, null, 100, 1)])),
        (PromotionKind.FullGift, new(Gifts: [new("g", "sku", null, 100, 1)], Choose: 2)),
    ];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Stacking_needs_a_pair_that_staff_approved(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        await fair.ActiveAsync(fair.Rule(PromotionKind.FullReduction, new(Tiers: [new(100, 500)])) with { StackingGroup = "b" });
        await fair.ActiveAsync(fair.Rule(PromotionKind.FullReduction, new(Tiers: [new(100, 900)])) with { StackingGroup = "a" });
        Assert.Equal(900, (await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_000))).Total.PromotionMinor);
        await fair.DoneAsync(tx => StackingRules.ApproveAsync(Fair.As(Fair.Staff), new("b", "a"), tx));
        Assert.Equal(1_400, (await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_000))).Total.PromotionMinor);
        await fair.DoneAsync(tx => StackingRules.WithdrawAsync(Fair.As(Fair.Staff), new("a", "b"), tx));
        Assert.Equal(900, (await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_000))).Total.PromotionMinor);
    }

    // Catalogue Z-3.
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_seeds_gift_pool_yields_900_packs(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var rule = await fair.ActiveAsync(fair.Rule(PromotionKind.FullGift, new(Choose: 3, Gifts:
            [new("A", "sku-A", null, 100, 2, 400), new("B", "sku-B", null, 100, 1, 800), new("C", "sku-C", null, 100, 2, 600), new("D", "sku-D", null, 100, 1, 1_200)])));
        Assert.Equal(900, (await fair.DoneAsync(tx => PromotionViews.CapacityAsync(Fair.As(Fair.Staff, rule.Id), tx))).Packs);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_rules_did_is_told_under_the_orders_id(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        await fair.ActiveAsync(fair.Rule(PromotionKind.FullReduction, new(Tiers: [new(10_000, 500)])));
        var price = await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_000), Fair.Line("cup", 5_000));
        await fair.Bed.WriteAsync(tx =>
        {
            fair.Facade.EmitPrice(tx, fair.Order("o-1"), price, new BusinessDate(new DateOnly(2024, 5, 1)));
            return Task.CompletedTask;
        });
        Assert.Contains("\"amount_minor\":500", Assert.Single(await fair.EventsAsync("promo.applied")));
        Assert.Contains("\"amount_minor\":333", Assert.Single(await fair.EventsAsync("promo.allocated")));
    }
}
