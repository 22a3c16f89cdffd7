using RailLife.Commerce.Pricing;

namespace RailLife.Tests.Commerce.Pricing;

public class SplitAndRefundTests
{
    [Fact]
    public void Small_discounts_of_three_headings_never_make_a_part_pay_less_than_nothing()
    {
        var parts = OrderSplit.Parts(new PriceAmounts(3, 1, 1, 1, 0, 0, 1, 5), [1, 1]);
        Assert.Equal(new PriceAmounts(3, 1, 1, 1, 0, 0, 1, 5), parts[0].Plus(parts[1]));
        Assert.All(parts, p => Assert.InRange(p.GoodsPaidMinor, 0, 3));
    }

    [Fact]
    public void The_last_child_gets_what_the_others_leave()
    {
        var parts = OrderSplit.Parts(new PriceAmounts(10_000, 100, 0, 0, 0, 0, 0, 0), [1, 1, 1]);
        Assert.Equal([3_334, 3_333, 3_333], parts.Select(p => p.GoodsMinor));
        Assert.Equal(9_900 - parts[0].PayableMinor - parts[1].PayableMinor, parts[2].PayableMinor);
    }

    [Fact]
    public void A_part_without_pieces_gets_nothing()
    {
        var parts = OrderSplit.Parts(new PriceAmounts(10, 3, 0, 0, 0, 0, 7, 0), [0, 2]);
        Assert.Equal(PriceAmounts.Zero, parts[0]);
        Assert.Throws<ArgumentException>(() => OrderSplit.Parts(PriceAmounts.Zero, [0]));
    }

    [Fact]
    public void The_last_refund_takes_the_exact_rest_and_discounts_come_back_to_nobody()
    {
        var line = new PriceAmounts(GoodsMinor: 1_000, PromotionMinor: 100, CouponMinor: 100, MemberMinor: 0, PointsMinor: 100, PointsUsed: 200, FreightMinor: 500, GiftValueMinor: 0);
        RefundShare[] shares = [RefundShares.Of(line, 3, 0, 1), RefundShares.Of(line, 3, 1, 1), RefundShares.Of(line, 3, 2, 1)];
        Assert.Equal([new(233, 66, 33), new(233, 67, 33), new(234, 67, 34)], shares);
        Assert.Equal(new RefundShare(700, 200, 100), RefundShares.Of(line, 3, 0, 3));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(0, 4)]
    public void More_than_is_left_is_refused(long before, long quantity) =>
        Assert.Throws<ArgumentException>(() => RefundShares.Of(PriceAmounts.Zero, 3, before, quantity));
}

public class GiftCapacityTests
{
    // Catalogue Z-3.
    [Theory]
    [InlineData(3, 900, 1, 1, 1, 1)]
    [InlineData(3, 900, 2, 1, 2, 1)]
    [InlineData(3, 1_000, 3, 3, 3, 3)]
    [InlineData(5, 0, 1, 1, 1, 1)]
    public void The_pool_of_400_800_600_1200_yields_as_many_packs_as_its_caps_allow(long choose, long packs, params int[] caps) =>
        Assert.Equal(packs, GiftCapacity.Packs([(400, caps[0]), (800, caps[1]), (600, caps[2]), (1_200, caps[3])], choose));

    [Fact]
    public void It_is_the_greatest_feasible_number_for_small_pools()
    {
        var random = new Random(3);
        for (var round = 0; round < 2_000; round++)
        {
            (long Stock, long Cap)[] pool = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (random.NextInt64(0, 30), random.NextInt64(0, 4)))];
            var choose = random.Next(1, 5);
            var greatest = Enumerable.Range(0, 200).Last(n => pool.Sum(g => Math.Min(g.Stock, g.Cap * n)) >= (long)choose * n);
            Assert.Equal(greatest, GiftCapacity.Packs(pool, choose));
        }
    }
}
