using RailLife.Simulator.City;

namespace RailLife.Tests.Simulator;

/// <summary>Cities for tests.</summary>
internal static class Cities
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>A Sunday evening in the city.</summary>
    public static DateTimeOffset End { get; } = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    public static CitySettings Settings(int members = 400, int merchants = 60, int days = 28, int seed = 7) => new(members, merchants, days, seed, End, Zone);

    public static IEnumerable<Visit> Visits(MadeCity city)
    {
        var planner = new VisitPlanner(city);
        for (var number = 0; number < city.Settings.Members; number++)
            for (var (member, day) = (city.Member(number), 0); day < city.Settings.Days; day++)
                foreach (var visit in planner.Of(member, day)) yield return visit;
    }
}
