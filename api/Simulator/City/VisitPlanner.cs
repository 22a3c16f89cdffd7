namespace RailLife.Simulator.City;

/// <summary>What members do on a day. Pure: a member's visits of a day come from seed, member and day alone, in whatever order they are asked for.</summary>
public sealed class VisitPlanner
{
    private const double DaySeconds = 86_400;

    private readonly MadeCity city;
    private readonly double pace;

    public VisitPlanner(MadeCity city)
        : this(city, city.Settings.Orders is { } wanted ? PaceFor(city.Settings, wanted) : 1)
    {
    }

    private VisitPlanner(MadeCity city, double pace) => (this.city, this.pace) = (city, pace);

    /// <summary>The visits of one member on one day of the history, in the order of their times.</summary>
    /// <param name="day">From 0.</param>
    public IReadOnlyList<Visit> Of(Resident member, int day)
    {
        var first = day == (int)member.JoinsAt;
        if (day < (int)member.JoinsAt) return [];
        var date = city.Settings.FirstDay.AddDays(day);
        var dice = Dice.Of(city.Settings.Seed, "day", member.Number, day);
        var mean = member.VisitsPerWeek / 7 * pace * CityCalendar.Busy(date) * (Campaigns.RunsOn(day) ? Campaigns.VisitLift : 1);
        var count = dice.Poisson(mean);
        if (count == 0 && !first) return [];
        var joined = first ? (member.JoinsAt - day) * DaySeconds + 60 : 0;
        var times = new List<double>(count + 1);
        // Who has just registered looks around.
        if (first) times.Add(joined);
        for (var i = 0; i < count; i++)
            if (Second(dice, member, date) is var second && second > joined) times.Add(second);
        times.Sort();
        return [.. times.Select((second, i) => Draw(Dice.Of(city.Settings.Seed, "visit", member.Number, day, i), member, day, date, second))];
    }

    /// <summary>A visit at a time of somebody's choice.</summary>
    /// <param name="second">Since the day's midnight.</param>
    public Visit Draw(Dice dice, Resident member, int day, DateOnly date, double second)
    {
        var hour = second / 3_600;
        var weather = city.Calendar.WeatherOn(date);
        var station = member.Works && !CityCalendar.IsFree(date) && hour is > 8.5 and < 18.5 ? member.Work : member.Home;
        var format = Crave(dice, member, hour, weather);
        var query = dice.Chance(0.3) ? BusinessFormats.All[format].Goods[dice.Below(BusinessFormats.All[format].Goods.Count)].Zh : null;
        var viewed = new List<(Shop, Good)>();
        for (var looks = 1 + dice.Poisson(1.4); looks > 0; looks--)
            if (city.ChooseShop(dice, station, format, day) is { } shop) viewed.Add((shop, shop.Choose(dice)));
        var last = viewed.Count > 0 ? viewed[^1].Item1 : null;
        var buys = last is not null && dice.Chance(Probability(member, last, day, weather));
        var purchase = buys ? Buy(dice, last!, viewed[^1].Item2) : null;
        var leavesInCart = !buys && last is not null && dice.Chance(0.12);
        var device = dice.Chance(SignIns.ElsewhereShare) ? 1 + dice.Below(SignIns.ElsewhereDevices) : 0;
        return new Visit(member, city.Settings.At(date, second), query, viewed, leavesInCart, purchase, device, Recognised(dice, device, takes: buys || leavesInCart), dice.Chance(0.3) ? Referrers[dice.Below(Referrers.Length)] : null);
    }

    /// <summary>How probable it is that a visit to a shop ends in an order: the product of all that is known to move it.</summary>
    public static double Probability(Resident member, Shop shop, int day, Weather weather)
    {
        var campaign = Campaigns.RunsOn(day) ? 1 + Campaigns.BuyingLift * member.Thrift : 1;
        var coupon = member.Thrift > Campaigns.CouponThrift && day - member.JoinsAt < Campaigns.CouponDays ? 1 + Campaigns.CouponLift * member.Thrift : 1;
        return Math.Min(0.95, shop.Format.Buying * member.Buying * shop.Vigour(day) * (0.6 + 0.55 * shop.Quality) * campaign * coupon * Outdoors(shop.Format, weather));
    }

    private static SignIn Recognised(Dice dice, int device, bool takes) =>
        !dice.Chance(device == 0 ? SignIns.UnknownShare : SignIns.UnknownElsewhereShare) ? SignIn.Remembered : dice.Chance(SignIns.IdlyShare) || takes ? SignIn.OnTheWay : SignIn.Never;

    // Hunger at noon and in the evening; in the rain people send for their food, and stay at home.
    private static int Crave(Dice dice, Resident member, double hour, Weather weather)
    {
        var format = member.ChooseFormat(dice);
        var meal = hour is > 10.8 and < 13.2 or > 17.0 and < 19.8;
        if (meal && dice.Chance(weather == Weather.Fine ? 0.35 : 0.5)) return 2;
        return !meal && format == 2 && dice.Chance(0.35) ? 0 : format;
    }

    private static double Outdoors(BusinessFormat format, Weather weather) => weather == Weather.Fine ? 1 : format.IsQuick ? 1.25 : format.Kind == "service" ? (weather == Weather.Storm ? 0.55 : 0.8) : 1;

    private static double Second(Dice dice, Resident member, DateOnly date)
    {
        var minute = CityCalendar.IsFree(date) || !member.Works ? Free(dice) : Working(dice);
        return Math.Clamp(minute * 60 + dice.Between(0, 60), 0, DaySeconds - 1);
    }

    // On the way there, at noon, on the way back, at night.
    private static double Working(Dice dice) => dice.Unit() switch
    {
        < 0.24 => dice.Normal(500, 32),
        < 0.42 => dice.Normal(728, 38),
        < 0.70 => dice.Normal(1_108, 42),
        < 0.94 => dice.Normal(1_265, 62),
        _ => dice.Between(0, 1_440),
    };

    private static double Free(Dice dice) => dice.Unit() switch
    {
        < 0.30 => dice.Normal(690, 75),
        < 0.62 => dice.Normal(950, 110),
        < 0.94 => dice.Normal(1_235, 80),
        _ => dice.Between(0, 1_440),
    };

    private static Purchase Buy(Dice dice, Shop shop, Good wanted)
    {
        var format = shop.Format;
        var lines = new List<(Good, int)> { (wanted, 1 + (dice.Chance(0.22) ? 1 + dice.Poisson(0.5) : 0)) };
        for (var more = dice.Poisson(format.Id is "supermarket" ? 1.8 : format.Kind == "physical" ? 0.45 : 0.05); more > 0; more--)
            if (shop.Choose(dice) is var good && lines.All(l => l.Item1.Number != good.Number)) lines.Add((good, 1));
        double? pays = dice.Chance(0.05) ? null : 12 + dice.Exponential(1 / 55.0);
        var ships = format.Kind == "virtual" ? 0 : format.IsQuick ? 60 * dice.Between(6, 22) : 3_600 * (2 + dice.Exponential(1 / (format.DoneHours * 0.35)));
        double? cancels = pays is not null && !format.IsQuick && format.Kind != "virtual" && dice.Chance(0.02) ? ships * dice.Between(0.1, 0.7) : null;
        double? signs = dice.Chance(format.IsQuick ? 0.96 : 0.72) ? (format.IsQuick ? 60 * dice.Between(9, 35) : 3_600 * (18 + dice.Exponential(1 / 20.0))) : null;
        return new Purchase(shop, lines, ThroughCart: dice.Chance(0.55), pays, cancels, ships, signs, Review(dice, shop), Return(dice, shop));
    }

    private static PlannedReview? Review(Dice dice, Shop shop) => !dice.Chance(0.24) ? null
        : new PlannedReview(3_600 * (0.5 + dice.Exponential(1 / 20.0)), Math.Clamp((int)Math.Round(dice.Normal(2.4 + 2.7 * shop.Quality, 0.8)), 1, 5));

    private static PlannedReturn? Return(Dice dice, Shop shop) => !dice.Chance(Math.Min(0.5, shop.Format.Returns * (2 - 1.6 * shop.Quality) / 0.9)) ? null
        : new PlannedReturn(3_600 * (2 + dice.Exponential(1 / 30.0)), 3_600 * dice.Between(0.5, 20), 3_600 * dice.Between(4, 40), 3_600 * dice.Between(20, 60), Reasons[dice.Below(Reasons.Length)]);

    private static readonly string[] Reasons = ["quality", "not-as-described", "no-longer-wanted", "no-longer-wanted", "damaged", "wrong-item"];
    private static readonly string[] Referrers = ["https://search.example/results", "https://maps.example/place", "https://social.example/post", "https://news.example/city"];

    // Everybody looks around once when he has registered; only what comes after that can be more or less.
    private static double PaceFor(CitySettings settings, long wanted)
    {
        var city = new MadeCity(settings with { Orders = null });
        var (first, usual) = (Orders(new VisitPlanner(city, 0)), Orders(new VisitPlanner(city, 1)));
        return Math.Max(0, (wanted - first) / Math.Max(1, usual - first));
    }

    /// <summary>Orders of the whole history, from a sample of the members: measured, not derived.</summary>
    private static double Orders(VisitPlanner planner)
    {
        const int Sample = 1_500;
        var settings = planner.city.Settings;
        var step = Math.Max(1, settings.Members / Sample);
        long orders = 0, members = 0;
        for (var number = 0; number < settings.Members; number += step, members++)
            for (var (member, day) = (planner.city.Member(number), 0); day < settings.Days; day++) orders += planner.Of(member, day).Count(v => v.Purchase is not null);
        return (double)orders / members * settings.Members;
    }
}
