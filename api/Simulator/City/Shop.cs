using System.Globalization;

namespace RailLife.Simulator.City;

/// <summary>How a merchant's business goes.</summary>
public enum Trend
{
    Thriving,
    Steady,
    Fading,
}

/// <summary>Something that a shop sells.</summary>
/// <param name="Number">Within its shop, from 0; the first ones sell best.</param>
public sealed record Good(int Number, string Zh, string En, long PriceMinor, long WeightGrams);

/// <summary>A merchant of the city with its fate. Nothing of trend, quality and hazard is told to anybody: a model has to find them.</summary>
/// <param name="Popularity">Weight among its like: a few have most of it.</param>
/// <param name="Quality">From 0 to 1: what its stars and its returns come from.</param>
/// <param name="JoinsOn">Day of the history on which it registers, from 0.</param>
/// <param name="WeeklyHazard">Probability of giving up within a week.</param>
/// <param name="LeavesOn">Day on which it deregisters, never before the day after it joined; <see cref="int.MaxValue"/> = not within the history.</param>
public sealed record Shop(int Number, BusinessFormat Format, int FormatIndex, Station Station, string Zh, string En, double Popularity, double Quality, Trend Trend, int JoinsOn, double WeeklyHazard, int LeavesOn, IReadOnlyList<Good> Goods)
{
    private readonly double[] goodSums = Dice.Sums([.. Goods.Select(g => 1 / Math.Pow(g.Number + 1, 0.9))]);

    public bool IsOpenOn(int day) => day >= JoinsOn && day < LeavesOn;

    /// <summary>How much of its usual business it does: what fades is half after a month and a half, what thrives doubles in three.</summary>
    public double Vigour(int day)
    {
        var weeks = Math.Max(0, day - JoinsOn) / 7.0;
        return Trend switch
        {
            Trend.Thriving => Math.Min(2.0, Math.Exp(0.055 * weeks)),
            Trend.Fading => Math.Max(0.15, Math.Exp(-0.11 * weeks)),
            _ => 1.0,
        };
    }

    public Good Choose(Dice dice) => Goods[dice.Pick(goodSums)];

    /// <summary>The shop of a number; <paramref name="stations"/> in the order of their popularity.</summary>
    public static Shop Of(CitySettings settings, int number, IReadOnlyList<Station> stations)
    {
        var dice = Dice.Of(settings.Seed, "shop", number);
        // Every format is there, however few merchants there are.
        var index = number < BusinessFormats.All.Count ? number : dice.Pick(FormatSums);
        var format = BusinessFormats.All[index];
        var station = stations[(int)(stations.Count * Math.Pow(dice.Unit(), 1.6))];
        var name = format.Shops[dice.Below(format.Shops.Count)];
        var trend = dice.Unit() switch { < 0.25 => Trend.Thriving, < 0.70 => Trend.Steady, _ => Trend.Fading };
        var quality = Math.Clamp(dice.Normal(trend == Trend.Fading ? 0.55 : 0.72, 0.15), 0.05, 0.99);
        var hazard = WeeklyHazardOf(trend, format);
        var joins = number < BusinessFormats.All.Count || dice.Chance(0.8) ? 0 : (int)dice.Between(1, Math.Max(1, settings.Days * 0.7));
        var label = (number + 1).ToString(CultureInfo.InvariantCulture);
        return new Shop(number, format, index, station, $"{station.Zh}{name.Zh}{label}号", $"{name.En} {label}, {station.En}", 1 / Math.Pow(dice.Between(0.02, 1), 1.1), quality, trend, joins, hazard, Leaves(dice, joins, hazard), Stock(format, dice));
    }

    /// <summary>The law of giving up: what fades leaves ten times as often as what thrives, and some formats sooner than others.</summary>
    public static double WeeklyHazardOf(Trend trend, BusinessFormat format) => format.Hazard * trend switch { Trend.Thriving => 0.004, Trend.Steady => 0.010, _ => 0.045 };

    private static readonly double[] FormatSums = Dice.Sums([.. BusinessFormats.All.Select(f => f.Share)]);

    private static int Leaves(Dice dice, int joins, double weeklyHazard)
    {
        var perDay = -Math.Log(1 - weeklyHazard) / 7;
        var after = dice.Exponential(perDay);
        return after > CitySettings.DaysMax ? int.MaxValue : joins + 1 + (int)after;
    }

    private static List<Good> Stock(BusinessFormat format, Dice dice)
    {
        var goods = new List<Good>();
        var count = 3 + dice.Poisson(3);
        var first = dice.Below(format.Goods.Count);
        for (var i = 0; i < count; i++)
        {
            var (zh, en) = format.Goods[(first + i) % format.Goods.Count];
            var series = i / format.Goods.Count == 0 ? "" : $" {i / format.Goods.Count + 1}";
            var price = Math.Clamp((long)(format.PriceMinor * Math.Exp(dice.Normal(0, 0.5)) / 10) * 10, 100, 500_000);
            goods.Add(new Good(i, zh + series, en + series, price, format.IsPhysical ? (long)dice.Between(50, 2_000) : 0));
        }
        return goods;
    }
}
