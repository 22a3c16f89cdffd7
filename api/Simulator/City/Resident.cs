using System.Globalization;

namespace RailLife.Simulator.City;

/// <summary>A member: where he lives and works, what he likes, how he buys. Made from his number alone, so that millions need no memory.</summary>
/// <param name="VisitsPerWeek">To the shop's app.</param>
/// <param name="Buying">How readily he buys: 1 = as others.</param>
/// <param name="Thrift">From 0 to 1: how much coupons and campaigns move him.</param>
/// <param name="Taste">Weight of each format of <see cref="BusinessFormats"/>.</param>
/// <param name="JoinsAt">Days since the history began at which he registers.</param>
/// <param name="Channel">h5, app, mini-program, official-account or pc.</param>
public sealed record Resident(int Number, int Home, int Work, bool Works, double VisitsPerWeek, double Buying, double Thrift, IReadOnlyList<double> Taste, double JoinsAt, string Channel)
{
    public static IReadOnlyList<string> Channels { get; } = ["mini-program", "app", "h5", "official-account", "pc"];

    private static readonly double[] ChannelSums = Dice.Sums([0.46, 0.30, 0.13, 0.07, 0.04]);

    private readonly double[] tasteSums = Dice.Sums(Taste);

    /// <summary>A number of a range that no operator gives out: eleven digits.</summary>
    public string Phone => string.Create(CultureInfo.InvariantCulture, $"166{Number:00000000}");

    public string Name => Families[Number % Families.Length] + Given[Number / Families.Length % Given.Length];

    public int ChooseFormat(Dice dice) => dice.Pick(tasteSums);

    /// <param name="stations">How many there are; the first ones are the busiest.</param>
    public static Resident Of(CitySettings settings, int number, int stations)
    {
        var dice = Dice.Of(settings.Seed, "resident", number);
        var (home, work) = ((int)(stations * Math.Pow(dice.Unit(), 1.2)), (int)(stations * Math.Pow(dice.Unit(), 2.2)));
        var works = dice.Chance(0.82);
        // Lognormal with mean 1: some come every day, most once in a while.
        var visits = VisitsPerWeekMean * Math.Exp(dice.Normal(-0.32, 0.8));
        var taste = BusinessFormats.All.Select(f => f.Appetite * Math.Exp(dice.Normal(0, 0.7))).ToArray();
        // Many on the first days, and by day: nobody registers at night.
        var joins = Math.Floor(Math.Pow(dice.Unit(), 2.5) * settings.Days * 0.8) + Math.Clamp(dice.Normal(15, 4), 6.5, 23.5) / 24;
        return new Resident(number, home, work, works, visits, Math.Clamp(dice.Normal(1, 0.3), 0.2, 2), dice.Unit(), taste, joins, Channels[dice.Pick(ChannelSums)]);
    }

    /// <summary>What a member makes on average.</summary>
    public const double VisitsPerWeekMean = 1.0;

    private static readonly string[] Families = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "朱", "马", "胡"];
    private static readonly string[] Given = ["伟", "芳", "娜", "敏", "静", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "刚"];
}
