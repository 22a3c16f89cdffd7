using RailLife.Commerce.Pricing;

namespace RailLife.Tests.Commerce.Pricing;

public class AllocationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0, new long[] { 3, 1 }, null, new long[] { 0, 0 })]
    [InlineData(1, new long[] { 1, 1, 1 }, null, new long[] { 1, 0, 0 })]
    [InlineData(10, new long[] { 1, 1, 1 }, null, new long[] { 4, 3, 3 })]
    [InlineData(100, new long[] { 0, 0 }, null, new long[] { 50, 50 })]
    [InlineData(50, new long[] { 1, 1, 1, 1 }, new long[] { 1, 1, 1, 100 }, new long[] { 1, 1, 1, 47 })]
    [InlineData(9, new long[] { 0, 5 }, new long[] { 10, 4 }, new long[] { 5, 4 })]
    [InlineData(7, new long[] { 2, 2, 0 }, new long[] { 7, 0, 7 }, new long[] { 7, 0, 0 })]
    public void Units_go_by_largest_remainder_within_the_caps(long total, long[] weights, long[]? caps, long[] shares) =>
        Assert.Equal(shares, Allocation.LargestRemainder(total, weights, caps));

    [Theory]
    [InlineData(-1, new long[] { 1 }, null)]
    [InlineData(1, new long[] { }, null)]
    [InlineData(1, new long[] { -1, 2 }, null)]
    [InlineData(5, new long[] { 1, 1 }, new long[] { 2, 2 })]
    [InlineData(5, new long[] { 1, 1 }, new long[] { 5 })]
    public void What_cannot_be_split_is_refused(long total, long[] weights, long[]? caps) =>
        Assert.Throws<ArgumentException>(() => Allocation.LargestRemainder(total, weights, caps));

    [Fact]
    public void A_hundred_lines_of_a_cent_never_give_more_than_a_cent()
    {
        var shares = Allocation.LargestRemainder(50, [.. Enumerable.Repeat(1L, 100)], [.. Enumerable.Repeat(1L, 100)]);
        Assert.Equal([.. Enumerable.Repeat(1L, 50), .. Enumerable.Repeat(0L, 50)], shares);
    }

    [Fact]
    public void The_largest_amounts_do_not_overflow() =>
        Assert.Equal(long.MaxValue, Allocation.LargestRemainder(long.MaxValue, [long.MaxValue / 2, long.MaxValue / 3, 1]).Sum());

    // Law I-01, and fairness: whoever is not at his cap is within one unit of what his weight deserves beside any other who is not.
    [Fact]
    public void Shares_add_up_stay_within_caps_and_are_fair()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            long[] weights = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.NextInt64(0, random.Next(2) == 0 ? 4 : 1_000_000))];
            long[] caps = [.. weights.Select(_ => random.NextInt64(0, 5_000))];
            var total = random.NextInt64(0, caps.Sum() + 1);
            var shares = Allocation.LargestRemainder(total, weights, caps);
            Assert.Equal(total, shares.Sum());
            for (var i = 0; i < shares.Length; i++)
            {
                Assert.InRange(shares[i], 0, caps[i]);
                for (var j = 0; j < shares.Length; j++)
                    if (shares[i] < caps[i] && weights[i] > 0 && weights[j] > 0)
                        Assert.True((Int128)(shares[j] - 1) * weights[i] <= (Int128)(shares[i] + 1) * weights[j], $"{total} over {string.Join(' ', weights)} capped at {string.Join(' ', caps)}: {string.Join(' ', shares)}");
            }
        }
    }
}
