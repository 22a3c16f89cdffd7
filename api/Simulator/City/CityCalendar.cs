namespace RailLife.Simulator.City;

public enum Weather
{
    Fine,
    Rain,
    Storm,
}

/// <summary>What kind of day it is in the city: who works, who is free, and whether it rains.</summary>
public sealed class CityCalendar(int seed)
{
    /// <summary>Public holidays of mainland China, first and last day. A year that is not in the list has weekends only.</summary>
    private static readonly (DateOnly From, DateOnly To)[] Holidays =
    [
        (new(2025, 10, 1), new(2025, 10, 8)),
        (new(2026, 1, 1), new(2026, 1, 3)), (new(2026, 2, 15), new(2026, 2, 23)), (new(2026, 4, 4), new(2026, 4, 6)), (new(2026, 5, 1), new(2026, 5, 5)),
        (new(2026, 6, 19), new(2026, 6, 21)), (new(2026, 9, 25), new(2026, 9, 27)), (new(2026, 10, 1), new(2026, 10, 7)),
    ];

    /// <summary>Weekend days that are worked for the holidays [调休].</summary>
    private static readonly HashSet<DateOnly> Worked =
        [new(2025, 9, 28), new(2025, 10, 11), new(2026, 1, 4), new(2026, 2, 14), new(2026, 2, 28), new(2026, 5, 9), new(2026, 9, 20), new(2026, 10, 10)];

    public static bool IsHoliday(DateOnly day) => Holidays.Any(h => day >= h.From && day <= h.To);

    /// <summary>True when most people do not go to work.</summary>
    public static bool IsFree(DateOnly day) => IsHoliday(day) || (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && !Worked.Contains(day));

    /// <summary>Visits of the day beside those of a plain workday.</summary>
    public static double Busy(DateOnly day) => IsHoliday(day) ? 1.5 : IsFree(day) ? 1.35 : day.DayOfWeek is DayOfWeek.Friday ? 1.1 : 1.0;

    /// <summary>Rain comes in spells: what today is hangs on yesterday.</summary>
    public Weather WeatherOn(DateOnly day)
    {
        var spell = Dice.Of(seed, "spell", day.DayNumber / 3);
        var today = Dice.Of(seed, "weather", day.DayNumber);
        if (!today.Chance(spell.Chance(0.3) ? 0.75 : 0.08)) return Weather.Fine;
        return today.Chance(0.2) ? Weather.Storm : Weather.Rain;
    }
}
