using RailLife.Simulator.City;

namespace RailLife.Tests.Simulator;

public class VisitPlannerTests
{
    [Fact]
    public void A_members_day_is_the_same_whoever_is_asked_before()
    {
        var (one, other) = (new MadeCity(Cities.Settings()), new MadeCity(Cities.Settings()));
        static string Text(IEnumerable<Visit> visits) => string.Join('\n', visits.Select(v => $"{v.At:O} {v.Query} {string.Join(',', v.Viewed.Select(s => $"{s.Shop.Number}/{s.Good.Number}"))} {v.LeavesInCart} {v.Purchase?.Shop.Number} {v.Purchase?.PaysAfter} {v.Purchase?.Review?.Stars}"));
        var planner = new VisitPlanner(other);
        foreach (var member in new[] { 311, 3, 120 })
        {
            var alone = Enumerable.Range(0, 28).Reverse().SelectMany(day => planner.Of(other.Member(member), day)).OrderBy(v => v.At);
            Assert.Equal(Text(Cities.Visits(one).Where(v => v.Member.Number == member)), Text(alone));
        }
        Assert.NotEqual(Text(Cities.Visits(one)), Text(Cities.Visits(new MadeCity(Cities.Settings(seed: 8)))));
    }

    [Fact]
    public void Nobody_visits_before_he_joined_nor_a_shop_that_is_not_there()
    {
        var city = new MadeCity(Cities.Settings(days: 120));
        var visits = Cities.Visits(city).ToList();
        Assert.True(visits.Count > 2_000);
        Assert.All(visits, v =>
        {
            Assert.True(v.At > city.JoinsAt(v.Member));
            var day = city.Settings.LocalDay(v.At).DayNumber - city.Settings.FirstDay.DayNumber;
            Assert.All(v.Viewed, s => Assert.True(s.Shop.IsOpenOn(day)));
            Assert.True(v.Purchase is null || v.Purchase.Shop == v.Viewed[^1].Shop);
        });
    }

    [Fact]
    public void Workdays_have_their_commutes_and_free_days_do_not()
    {
        var city = new MadeCity(Cities.Settings(members: 4_000));
        var hours = Cities.Visits(city).Select(v => TimeZoneInfo.ConvertTime(v.At, Cities.Zone)).ToLookup(t => CityCalendar.IsFree(DateOnly.FromDateTime(t.DateTime)), t => t.Hour);
        double Share(bool free, params int[] of) => hours[free].Count(of.Contains) / (double)hours[free].Count();
        Assert.True(Share(false, 8) > 2.5 * Share(false, 10), $"{Share(false, 8)} {Share(false, 10)}");
        Assert.True(Share(false, 18) > 2 * Share(false, 16));
        Assert.True(Share(true, 8) < 0.4 * Share(false, 8));
        Assert.True(Share(true, 15, 16) > 2 * Share(false, 15, 16));
    }

    [Fact]
    public void A_campaign_sells_as_much_more_as_it_says_to_those_who_count_their_money()
    {
        var city = new MadeCity(Cities.Settings());
        var shop = city.Shops.First(s => s.Trend == Trend.Steady && s.Format.Id == "housekeeping");
        Resident Thrifty(double thrift) => city.Member(0) with { Thrift = thrift, Buying = 1, JoinsAt = -100 };
        var (before, during) = (4, 5);
        Assert.True(!Campaigns.RunsOn(before) && Campaigns.RunsOn(during));
        double Lift(double thrift) => VisitPlanner.Probability(Thrifty(thrift), shop, during, Weather.Fine) / VisitPlanner.Probability(Thrifty(thrift), shop, before, Weather.Fine);
        Assert.Equal(1 + Campaigns.BuyingLift, Lift(1), 9);
        Assert.Equal(1, Lift(0), 9);
    }

    [Fact]
    public void A_few_shops_have_most_of_the_orders()
    {
        var orders = Cities.Visits(new MadeCity(Cities.Settings(members: 3_000, merchants: 200))).Where(v => v.Purchase is not null).GroupBy(v => v.Purchase!.Shop.Number).Select(g => g.Count()).OrderDescending().ToList();
        Assert.True(orders.Take(20).Sum() > 0.35 * orders.Sum(), $"{orders.Take(20).Sum()} of {orders.Sum()}");
        Assert.True(orders.Count > 120);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(60_000)]
    public void As_many_orders_as_were_asked_for_are_placed(long wanted)
    {
        var city = new MadeCity(Cities.Settings(members: 1_000) with { Orders = wanted });
        Assert.InRange(Cities.Visits(city).Count(v => v.Purchase is not null), wanted * 0.92, wanted * 1.08);
    }
}
