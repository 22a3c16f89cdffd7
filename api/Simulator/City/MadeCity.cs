namespace RailLife.Simulator.City;

/// <summary>The city: its stations, shops and members, all of them from the settings alone.</summary>
public sealed class MadeCity
{
    /// <summary>Shops are looked for within this many kilometres, the nearer the sooner.</summary>
    private const double Reach = 2.5;

    private readonly (Shop[] Shops, double[] Sums)[][] near;

    /// <exception cref="ArgumentException">A setting is out of its range, or the stations' file does not fit.</exception>
    public MadeCity(CitySettings settings)
    {
        Settings = settings.Checked();
        Stations = StationList.Read(settings.StationsFile);
        Calendar = new CityCalendar(settings.Seed);
        // The busiest first: which ones they are is the seed's choice.
        ByTraffic = [.. Stations.OrderBy(s => Dice.Of(settings.Seed, "traffic", s.Number).Unit())];
        Shops = [.. Enumerable.Range(0, settings.Merchants).Select(n => Shop.Of(settings, n, ByTraffic))];
        near = [.. ByTraffic.Select(Near)];
    }

    public CitySettings Settings { get; }

    public IReadOnlyList<Station> Stations { get; }

    /// <summary>The same stations, busiest first: members' homes and places of work are numbers in this list.</summary>
    public IReadOnlyList<Station> ByTraffic { get; }

    public CityCalendar Calendar { get; }

    public IReadOnlyList<Shop> Shops { get; }

    public Resident Member(int number) => Resident.Of(Settings, number, ByTraffic.Count);

    /// <summary>The station at which a member lives: his part of the city, as orders name it.</summary>
    public Station HomeOf(Resident member) => ByTraffic[member.Home];

    /// <summary>When a member registers, UTC.</summary>
    public DateTimeOffset JoinsAt(Resident member) => Settings.At(Settings.FirstDay.AddDays((int)member.JoinsAt), (member.JoinsAt - Math.Floor(member.JoinsAt)) * 86_400);

    /// <summary>A shop of a format near a station, that is open on this day of the history; null when a few looks found none.</summary>
    public Shop? ChooseShop(Dice dice, int station, int format, int day)
    {
        var (shops, sums) = near[station][format];
        for (var look = 0; look < 4 && shops.Length > 0; look++)
            if (shops[dice.Pick(sums)] is var shop && shop.IsOpenOn(day)) return shop;
        return null;
    }

    private (Shop[], double[])[] Near(Station station) => [.. BusinessFormats.All.Select((_, format) =>
    {
        Shop[] ofFormat = [.. Shops.Where(s => s.FormatIndex == format)];
        // What is sent by carrier is bought anywhere.
        var reach = BusinessFormats.All[format] is { IsPhysical: true, IsQuick: false } ? 20 : Reach;
        return (ofFormat, Dice.Sums([.. ofFormat.Select(s => s.Popularity * (0.001 + Math.Exp(-s.Station.DistanceTo(station) / reach)))]));
    })];
}
