namespace RailLife.Simulator.City;

/// <summary>What the operator does to sell more, and what comes of it: the true effects.</summary>
public static class Campaigns
{
    /// <summary>Between the beginnings of two campaigns, days; the first one begins on the fifth day.</summary>
    public const int EveryDays = 21;

    /// <summary>A campaign's length, days.</summary>
    public const int LengthDays = 3;

    /// <summary>While it runs, members visit so much more often.</summary>
    public const double VisitLift = 1.30;

    /// <summary>While it runs, a visit ends in an order so much more often, for a member of full thrift; none for one without.</summary>
    public const double BuyingLift = 0.50;

    /// <summary>What the campaign takes off, minor units, from <see cref="FromMinor"/> on.</summary>
    public const long OffMinor = 1_000;

    public const long FromMinor = 10_000;

    /// <summary>Who holds the newcomer's coupon buys so much more often, at full thrift, until it has ended.</summary>
    public const double CouponLift = 0.60;

    public const long CouponOffMinor = 800;

    public const long CouponFromMinor = 5_000;

    public const int CouponDays = 14;

    /// <summary>Whose thrift is above this takes the newcomer's coupon.</summary>
    public const double CouponThrift = 0.35;

    public static bool RunsOn(int day) => day >= 5 && (day - 5) % EveryDays < LengthDays;

    /// <summary>First days of the campaigns of a history.</summary>
    public static IEnumerable<int> Beginnings(int days)
    {
        for (var day = 5; day < days; day += EveryDays) yield return day;
    }
}
