using RailLife.Simulator.City;

namespace RailLife.Tests.Simulator;

public class ShopTests
{
    private static readonly IReadOnlyList<Station> Stations = StationList.Read(null);

    private static List<Shop> Many(int seed, int days = 700) => [.. Enumerable.Range(0, 6_000).Select(n => Shop.Of(Cities.Settings(days: days, seed: seed), n, Stations))];

    [Fact]
    public void A_merchant_gives_up_as_often_as_its_hazard_says()
    {
        foreach (var group in Many(3).GroupBy(s => (s.Trend, s.Format.Id)))
        {
            const int Weeks = 12;
            var expected = 1 - Math.Pow(1 - Shop.WeeklyHazardOf(group.Key.Trend, group.First().Format), Weeks);
            // A day passes at least before it can go.
            var left = group.Count(s => (long)s.LeavesOn - s.JoinsOn - 1 < 7 * Weeks);
            var deviation = Math.Sqrt(group.Count() * expected * (1 - expected));
            Assert.InRange(left, group.Count() * expected - 4 * deviation - 1, group.Count() * expected + 4 * deviation + 1);
        }
    }

    [Fact]
    public void Nobody_leaves_before_the_day_after_he_came_and_the_fading_leave_soonest()
    {
        var shops = Many(4);
        Assert.All(shops, s => Assert.True(s.LeavesOn > s.JoinsOn));
        double Share(Trend trend) => shops.Where(s => s.Trend == trend).Average(s => s.LeavesOn - s.JoinsOn < 180 ? 1.0 : 0);
        Assert.True(Share(Trend.Fading) > 2 * Share(Trend.Steady) && Share(Trend.Steady) > 1.5 * Share(Trend.Thriving), $"{Share(Trend.Fading)}, {Share(Trend.Steady)}, {Share(Trend.Thriving)}");
    }

    [Fact]
    public void Vigour_begins_at_one_and_goes_the_way_of_the_trend()
    {
        foreach (var shop in Many(5).Take(200))
        {
            Assert.Equal(1, shop.Vigour(shop.JoinsOn), 9);
            var later = shop.Vigour(shop.JoinsOn + 60);
            Assert.True(shop.Trend switch { Trend.Thriving => later > 1.3, Trend.Fading => later < 0.5, _ => later == 1 });
        }
    }

    [Fact]
    public void Every_format_is_there_however_few_they_are_and_a_few_shops_have_most_of_the_weight()
    {
        Assert.Equal(6, Enumerable.Range(0, 6).Select(n => Shop.Of(Cities.Settings(), n, Stations).Format.Id).Distinct().Count());
        var weights = Many(6).Select(s => s.Popularity).OrderDescending().ToList();
        Assert.True(weights.Take(weights.Count / 10).Sum() > 0.35 * weights.Sum());
    }
}
