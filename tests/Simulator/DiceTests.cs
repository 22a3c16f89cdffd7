using RailLife.Simulator.City;

namespace RailLife.Tests.Simulator;

public class DiceTests
{
    [Fact]
    public void A_key_has_one_stream_and_every_part_of_the_key_counts()
    {
        static double[] Stream(Dice dice) => [.. Enumerable.Range(0, 20).Select(_ => dice.Unit())];
        var one = Stream(Dice.Of(1, "visit", 2, 3, 4));
        Assert.Equal(one, Stream(Dice.Of(1, "visit", 2, 3, 4)));
        foreach (var other in new[] { Dice.Of(2, "visit", 2, 3, 4), Dice.Of(1, "shop", 2, 3, 4), Dice.Of(1, "visit", 3, 2, 4), Dice.Of(1, "visit", 2, 3, 5), Dice.Of(1, "visit", 2, 4, 3) })
            Assert.Empty(one.Intersect(Stream(other)));
    }

    [Fact]
    public void Draws_have_the_shape_that_their_names_say()
    {
        var dice = Dice.Of(5, "shape");
        const int Many = 40_000;
        double Mean(Func<double> draw) => Enumerable.Range(0, Many).Average(_ => draw());
        Assert.InRange(Mean(dice.Unit), 0.49, 0.51);
        Assert.InRange(Mean(() => dice.Exponential(0.25)), 3.9, 4.1);
        Assert.InRange(Mean(() => dice.Poisson(0.3)), 0.28, 0.32);
        Assert.InRange(Mean(() => dice.Poisson(200)), 199, 201);
        Assert.InRange(Mean(() => dice.Normal(10, 3)), 9.9, 10.1);
        Assert.InRange(Mean(() => Math.Pow(dice.Normal(0, 3), 2)), 8.6, 9.4);
    }

    [Fact]
    public void Weights_decide_how_often_something_is_picked()
    {
        var dice = Dice.Of(5, "pick");
        var sums = Dice.Sums([1, 0, 3, 6]);
        var picked = Enumerable.Range(0, 20_000).GroupBy(_ => dice.Pick(sums)).ToDictionary(g => g.Key, g => g.Count() / 20_000.0);
        Assert.Equal([0, 2, 3], picked.Keys.Order());
        Assert.InRange(picked[0], 0.09, 0.11);
        Assert.InRange(picked[2], 0.28, 0.32);
    }
}
