using RailLife.Commerce.Merchants;

namespace RailLife.Tests.Commerce.Merchants;

/// <summary>Catalogue FRT-03, FRT-05; laws I-54, I-56.</summary>
public class FreightPriceTests
{
    private static readonly FreightRule Rule = new("m", [new("", 1_000, 6_900), new("44", 600, 4_900), new("4403", 0, null), new("65", 2_500, null)]);

    [Theory]
    [InlineData("110000", 6_900, 0)]
    [InlineData("110000", 6_899, 1_000)]
    [InlineData("110000", 0, 1_000)]
    [InlineData("", 6_899, 1_000)]
    [InlineData("440100", 4_900, 0)]
    [InlineData("440100", 4_899, 600)]
    [InlineData("440305", 1, 0)]
    [InlineData("650100", 1_000_000, 2_500)]
    public void The_most_exact_region_decides(string region, long goodsMinor, long expected) => Assert.Equal(expected, FreightPrice.Of(Rule, region, goodsMinor));

    [Fact]
    public void Where_no_region_fits_nothing_is_delivered() => Assert.Null(FreightPrice.Of(new FreightRule("m", [new("44", 600, null)]), "110000", 10_000));

    [Fact]
    public void A_merchant_without_a_rule_delivers_nowhere_rather_than_free() => Assert.Null(FreightPrice.Of(new FreightRule("m", []), "440305", 10_000));

    [Fact]
    public void Less_than_nothing_is_no_amount() => Assert.Throws<ArgumentOutOfRangeException>(() => FreightPrice.Of(Rule, "", -1));

    [Fact]
    public void More_goods_never_cost_more_freight()
    {
        const int seed = 54;
        var random = new Random(seed);
        for (var run = 0; run < 5_000; run++)
        {
            var rule = new FreightRule("m", [new("", random.Next(0, 3_000), random.Next(2) == 0 ? null : random.Next(0, 20_000)), new("44", random.Next(0, 3_000), random.Next(0, 20_000))]);
            var (amount, more) = (random.Next(0, 20_000), random.Next(0, 20_000));
            var region = random.Next(2) == 0 ? "440305" : "110000";

            Assert.True(FreightPrice.Of(rule, region, amount + more) <= FreightPrice.Of(rule, region, amount), $"seed {seed}, run {run}: {rule}");
        }
    }
}
