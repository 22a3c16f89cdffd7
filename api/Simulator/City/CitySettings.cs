namespace RailLife.Simulator.City;

/// <summary>Which city it is: the same settings make the same city with the same life.</summary>
/// <param name="Days">Of history, up to <paramref name="End"/>.</param>
/// <param name="End">Where the history ends.</param>
/// <param name="Zone">The operator's zone: days and hours of the city are in it.</param>
public sealed record CitySettings(int Members, int Merchants, int Days, int Seed, DateTimeOffset End, TimeZoneInfo Zone)
{
    public const int MembersMax = 20_000_000;
    public const int MerchantsMax = 20_000;
    public const int DaysMax = 1_000;

    /// <summary>Stations with their coordinates: see <see cref="StationList"/>; null = those of a made-up city.</summary>
    public string? StationsFile { get; init; }

    /// <summary>About so many orders in the whole history; null = as many as such members place.</summary>
    public long? Orders { get; init; }

    /// <summary>The first day, in the city's zone.</summary>
    public DateOnly FirstDay => LocalDay(End).AddDays(-Days);

    /// <summary>The day of the city at an instant.</summary>
    public DateOnly LocalDay(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>An instant from the city's day and the seconds since its midnight.</summary>
    public DateTimeOffset At(DateOnly day, double second)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).AddMilliseconds(Math.Floor(second * 1_000)).ToUniversalTime();
    }

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public CitySettings Checked()
    {
        Within("members", Members, 1, MembersMax);
        Within("merchants", Merchants, 6, MerchantsMax);
        Within("days", Days, 1, DaysMax);
        if (Orders is { } orders) Within("orders", orders, 1, 1_000_000_000);
        return this;
    }

    private static void Within(string name, long value, long least, long most)
    {
        if (value < least || value > most) throw new ArgumentException($"{name}: found {value}, expected {least}..{most}");
    }
}
