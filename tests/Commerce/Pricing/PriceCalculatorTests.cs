using RailLife.Bench.Commerce;
using RailLife.Bench.Frame;
using RailLife.Commerce.Pricing;

namespace RailLife.Tests.Commerce.Pricing;

public class PriceCalculatorTests(ITestOutputHelper output)
{
    [Fact]
    public void Ten_thousand_at_80_percent_with_a_cap_of_1200_pays_8800_and_the_shares_make_1200()
    {
        var result = Priced([Line("a", 333_333), Line("b", 333_333), Line("c", 333_334)], new FullDiscount("p", 1, Issuer.Platform, null, Scope.Everything, null, ThresholdUnit.Amount, [new(1_000_000, 8_000)], 120_000));
        Assert.Equal(880_000, result.Total.PayableMinor);
        Assert.Equal([40_000, 40_000, 40_000], result.Effects.Single().Shares.Select(s => s.AmountMinor));
    }

    [Theory]
    [InlineData(9_999, 0)]
    [InlineData(10_000, 500)]
    public void A_threshold_of_100_is_exact_at_the_cent(long goods, long off)
    {
        var result = Priced([Line("a", goods)], Reduction("p", ReductionMode.Tiered, [new(10_000, 500)]));
        Assert.Equal(off, result.Total.PromotionMinor);
        Assert.Equal(off == 0 ? [new WhyNot("p", WhyNotCodes.ThresholdNotReached, ThresholdUnit.Amount, 9_999, 10_000)] : [], result.WhyNot);
    }

    [Theory]
    [InlineData(ReductionMode.Tiered, 25_000, 3_000)]
    [InlineData(ReductionMode.Repeated, 25_000, 2_000)]
    [InlineData(ReductionMode.ReduceTo, 10_500, 9_500)]
    public void Each_mode_of_full_reduction_takes_its_amount(ReductionMode mode, long goods, long off)
    {
        Tier[] tiers = mode is ReductionMode.Tiered ? [new(10_000, 1_000), new(20_000, 3_000), new(30_000, 9_000)] : [new(10_000, 1_000)];
        Assert.Equal(off, Priced([Line("a", goods)], Reduction("p", mode, tiers)).Total.PromotionMinor);
    }

    [Fact]
    public void The_next_tier_says_how_much_is_missing()
    {
        var result = Priced([Line("a", 12_000)], Reduction("p", ReductionMode.Tiered, [new(10_000, 1_000), new(20_000, 3_000)]));
        Assert.Equal(8_000, Assert.Single(result.WhyNot, w => w.Code == WhyNotCodes.NextTier).Missing);
    }

    [Fact]
    public void Of_two_rules_of_a_lane_the_larger_stays_unless_a_pair_is_approved()
    {
        var small = Reduction("a", ReductionMode.Tiered, [new(100, 500)]) with { StackingGroup = "g1" };
        var large = Reduction("b", ReductionMode.Tiered, [new(100, 900)]) with { StackingGroup = "g2" };
        var request = PriceRequest.Of("CNY", [Line("x", 10_000)]) with { Promotions = [small, large] };

        var apart = PriceCalculator.Price(request);
        var together = PriceCalculator.Price(request with { Stacking = [new("g2", "g1")] });

        Assert.Equal(900, apart.Total.PromotionMinor);
        Assert.Equal([new WhyNot("a", WhyNotCodes.NotStackable, OtherId: "b")], apart.WhyNot);
        Assert.Equal(1_400, together.Total.PromotionMinor);
    }

    [Fact]
    public void Rules_of_two_shops_do_not_compete()
    {
        var result = Priced([Line("a", 10_000), Line("b", 10_000, merchant: "mer-b")],
            Reduction("a", ReductionMode.Tiered, [new(100, 500)]) with { Issuer = Issuer.Merchant, MerchantId = "mer-a" },
            Reduction("b", ReductionMode.Tiered, [new(100, 900)]) with { Issuer = Issuer.Merchant, MerchantId = "mer-b" });
        Assert.Equal([500, 900], result.Lines.Select(l => l.Amounts.PromotionMinor));
    }

    [Fact]
    public void Limit_goods_are_not_settled_with_regular_ones_and_a_used_quota_means_the_regular_price()
    {
        var limit = new LimitPrice("p", 1, Issuer.Platform, null, [new("sku-a", 468_800, 1)]);
        var alone = Priced([Line("a", 499_800)], limit);
        Assert.Equal((468_800, 0), (alone.Total.PayableMinor, alone.Blocks.Count));

        var mixed = Priced([Line("a", 499_800), Line("b", 100)], limit);
        Assert.Equal(["a"], Assert.Single(mixed.Blocks, b => b.Code == "limit-goods-apart").Ids);

        var two = Priced([Line("a", 499_800) with { Quantity = 2 }], limit);
        Assert.Equal((999_600, 0), (two.Total.PayableMinor, two.Blocks.Count));
        Assert.Equal(WhyNotCodes.QuotaUsed, two.WhyNot.Single().Code);
    }

    [Fact]
    public void A_flash_price_covers_the_pieces_that_are_left_and_goes_with_regular_goods()
    {
        var result = Priced([Line("a", 499_800) with { Quantity = 3 }, Line("b", 100)], new FlashPrice("p", 1, Issuer.Platform, null, [new("sku-a", 458_800, 2)]));
        Assert.Equal(82_000, result.Total.PromotionMinor);
        Assert.Empty(result.Blocks);
    }

    [Fact]
    public void An_add_on_costs_its_extra_price_once_per_trigger_piece()
    {
        var rule = new AddOn("p", 1, Issuer.Platform, null, new(ScopeKind.Sku, ["sku-phone"]), ThresholdUnit.Pieces, 1, [new("sku-warranty", 64_900), new("sku-replacement", 11_900)]);
        var result = Priced([Line("phone", 619_900), Line("warranty", 99_900) with { Quantity = 2, AddOnOf = "p" }, Line("replacement", 19_900) with { AddOnOf = "p" }], rule);
        Assert.Equal(619_900 + 64_900 + 99_900 + 11_900, result.Total.PayableMinor);
    }

    [Fact]
    public void Any_three_for_9_90_takes_the_dearest_three_and_they_cost_9_90_together()
    {
        var result = Priced([Line("a", 333) with { Quantity = 2 }, Line("b", 500), Line("c", 499)], new BundlePrice("p", 1, Issuer.Platform, null, Scope.Everything, null, 3, 990, null));
        Assert.Equal(333 + 990, result.Total.PayableMinor);
        Assert.Equal([1, 1, 1], result.Effects.Single().Shares.Select(s => s.Units));
    }

    [Fact]
    public void Chosen_gifts_are_given_within_their_limits_and_their_worth_lies_on_the_lines()
    {
        var rule = new FullGift("p", 1, Issuer.Platform, null, Scope.Everything, null, ThresholdUnit.Amount, 10_000,
            [new("A", "sku-ga", null, 301, 2), new("B", null, "prize-b", 500, 1), new("C", "sku-gc", null, 700, 2, 0)], 3);
        var cart = PriceRequest.Of("CNY", [Line("a", 5_000), Line("b", 5_000)]) with { Promotions = [rule] };

        var given = PriceCalculator.Price(cart with { GiftChoices = [new("p", "A", 2), new("p", "B", 1)] });
        Assert.Equal((10_000, 1_102), (given.Total.PayableMinor, given.Total.GiftValueMinor));
        Assert.Equal([551, 551], given.Lines.Select(l => l.Amounts.GiftValueMinor));

        foreach (var (choice, code) in new[] { (new GiftChoice("p", "B", 2), "gift-over-limit"), (new("p", "C", 1), "gift-over-limit"), (new("p", "A", 4), "gift-choice-too-many"), (new("p", "D", 1), "unknown-gift") })
            Assert.Equal(code, Assert.Single(PriceCalculator.Price(cart with { GiftChoices = [choice] }).Blocks).Code);
        Assert.Equal(3, Assert.Single(PriceCalculator.Price(cart).WhyNot).Missing);
    }

    [Fact]
    public void Merchant_coupons_come_before_the_platforms_and_each_sees_what_was_left()
    {
        var request = PriceRequest.Of("CNY", [Line("a", 10_000)]) with
        {
            Promotions = [Reduction("p", ReductionMode.Tiered, [new(10_000, 1_000)])],
            Coupons =
            [
                new("platform", "t1", 1, CouponKind.FullDiscount, Issuer.Platform, null, Scope.Everything, null, 8_000, 0, 5_000, null),
                new("shop", "t2", 1, CouponKind.FullReduction, Issuer.Merchant, "mer-a", Scope.Everything, null, 9_000, 1_000, 10_000, null),
                new("other-shop", "t3", 1, CouponKind.Offset, Issuer.Merchant, "mer-b", Scope.Everything, null, 0, 1_000, 10_000, null),
            ],
            Member = new("level", 1, 1_000),
            Points = new("points", 1, 10_000, 100, 100, 5_000),
            Freight = [new("f", 1, "mer-a", 1_000, 6_900)],
        };
        var result = PriceCalculator.Price(request);
        Assert.Equal(new PriceAmounts(10_000, 1_000, 5_000, 400, 1_800, 1_800, 1_000, 0), result.Total);
        Assert.Equal(2_800, result.Total.PayableMinor);
        Assert.Equal([new("other-shop", WhyNotCodes.NoGoods), new("f", WhyNotCodes.ThresholdNotReached, ThresholdUnit.Amount, 1_800, 6_900)], result.WhyNot);
    }

    [Theory]
    [InlineData(6_900, 0)]
    [InlineData(6_899, 1_000)]
    public void Freight_is_free_from_69_on(long goods, long freight) =>
        Assert.Equal(freight, PriceCalculator.Price(PriceRequest.Of("CNY", [Line("a", goods)]) with { Freight = [new("f", 1, "mer-a", 1_000, 6_900)] }).Total.FreightMinor);

    [Fact]
    public void A_coupon_at_80_percent_of_a_huge_amount_does_not_overflow()
    {
        var coupon = new Coupon("c", "t", 1, CouponKind.Discount, Issuer.Platform, null, Scope.Everything, null, 0, 0, 8_000, null);
        var result = PriceCalculator.Price(PriceRequest.Of("CNY", [Line("a", 1_000_000_000_000_000)]) with { Coupons = [coupon] });
        Assert.Equal(800_000_000_000_000, result.Total.PayableMinor);
    }

    [Fact]
    public void Two_lines_of_one_id_are_refused() => Assert.Throws<ArgumentException>(() => Priced([Line("a", 1), Line("a", 1)]));

    [Fact]
    public async Task Random_carts_keep_the_laws_and_a_slow_calculator_agrees()
    {
        var seed = Random.Shared.Next(1, 1_000);
        output.WriteLine($"seed {seed}");
        var result = await PriceProof.RunAsync(new ProofOptions(0.004, seed, "", _ => { }), TestContext.Current.CancellationToken);
        Assert.True(result.Holds, $"{result.Summary}\n{string.Join('\n', result.Violations)}");
    }

    private static PriceResult Priced(IReadOnlyList<PriceLine> lines, params Promotion[] promotions) => PriceCalculator.Price(PriceRequest.Of("CNY", lines) with { Promotions = promotions });

    private static PriceLine Line(string id, long price, string merchant = "mer-a") => new(id, $"sku-{id}", merchant, ["tea"], null, 1, price);

    private static FullReduction Reduction(string id, ReductionMode mode, IReadOnlyList<Tier> tiers) => new(id, 1, Issuer.Platform, null, Scope.Everything, null, ThresholdUnit.Amount, mode, tiers, null);
}
