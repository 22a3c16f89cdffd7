using RailLife.Simulator.City;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Simulator;

public class CityTests
{
    [Theory]
    [InlineData("{\"l\": []}")]
    [InlineData("{\"x\": 1}")]
    [InlineData("not json")]
    [InlineData("{\"l\": [{\"st\": [{\"n\": \"A\", \"sl\": \"east,north\"}]}]}")]
    public void A_file_without_stations_is_refused_with_what_was_expected(string text)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "metro.json");
        File.WriteAllText(path, text);
        Assert.Contains("expected", Assert.Throws<ArgumentException>(() => StationList.Read(path)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => StationList.Read(Path.Combine(folder.Path, "none")));
    }

    [Fact]
    public void A_metros_json_is_read_and_a_station_of_several_lines_is_one_however_they_spell_it()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "some-metro.json"), """
            {"s": "x", "l": [{"ln": "1", "st": [{"n": "罗湖", "en": "Luohu", "sl": "114.118666,22.532083"}, {"n": "国贸", "en": "Guomao", "sl": "114.118909,22.539680"}]},
                             {"ln": "2", "st": [{"n": "国贸", "en": "Guomao", "sl": "114.118909,22.539680"}, {"n": "罗湖", "en": "Louhu", "sl": "114.118666,22.532083"}]},
                             {"ln": "3", "st": [{"n": "国贸", "en": "", "sl": "114.118909,22.539680"}]}]}
            """);
        var stations = StationList.Read(folder.Path);
        Assert.Equal([new Station(0, "罗湖", "Luohu", 22_532_083, 114_118_666), new Station(1, "国贸", "Guomao", 22_539_680, 114_118_909)], stations);
        Assert.InRange(stations[0].DistanceTo(stations[1]), 0.8, 0.9);
    }

    [Fact]
    public void The_truth_names_the_stations_and_another_list_is_another_city()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "three.csv");
        File.WriteAllText(path, "zh,en,longitude,latitude\n甲,One,114.1,22.5\n乙,Two,114.11,22.5\n丙,Three,114.12,22.5\n");
        static TrueStations Of(string? file) => CityTruth.Of(new MadeCity(Cities.Settings(members: 1) with { StationsFile = file })).Stations;
        Assert.Equal(("three.csv", 3), (Of(path).File, Of(path).Count));
        Assert.Null(Of(null).File);
        Assert.NotEqual(Of(null).Sha256, Of(path).Sha256);
        Assert.Equal(Of(path), Of(path));
    }

    [Fact]
    public void The_made_up_city_has_stations_in_reach_of_each_other()
    {
        var stations = StationList.Read(null);
        Assert.True(stations.Count > 40);
        Assert.Equal(stations.Count, stations.Select(s => s.CircleId).Distinct().Count());
        Assert.All(stations, s => Assert.InRange(stations.Where(o => o != s).Min(o => o.DistanceTo(s)), 0.05, 4));
    }

    [Theory]
    [InlineData(0, 60, 28)]
    [InlineData(400, 5, 28)]
    [InlineData(400, 60, 0)]
    public void A_city_that_cannot_be_is_refused(int members, int merchants, int days) =>
        Assert.Throws<ArgumentException>(() => new MadeCity(Cities.Settings(members, merchants, days)));

    [Theory]
    [InlineData("2026-10-01", true)]   // a Thursday of the national holiday
    [InlineData("2026-10-10", false)]  // a Saturday that is worked for it
    [InlineData("2026-11-21", true)]
    [InlineData("2026-11-20", false)]
    public void Holidays_are_free_and_some_weekends_are_worked_for_them(string day, bool free) =>
        Assert.Equal(free, CityCalendar.IsFree(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void It_rains_in_spells_and_in_the_same_ones_for_the_same_seed()
    {
        static List<Weather> Year(int seed) => [.. Enumerable.Range(0, 365).Select(d => new CityCalendar(seed).WeatherOn(new DateOnly(2026, 1, 1).AddDays(d)))];
        var year = Year(1);
        Assert.Equal(year, Year(1));
        Assert.NotEqual(year, Year(2));
        var rainy = year.Count(w => w != Weather.Fine) / 365.0;
        var afterRain = year.Zip(year.Skip(1)).Where(p => p.First != Weather.Fine).Average(p => p.Second != Weather.Fine ? 1.0 : 0);
        Assert.InRange(rainy, 0.12, 0.45);
        Assert.True(afterRain > 1.3 * rainy);
    }

    [Fact]
    public void Phones_are_valid_numbers_and_nobodys_twice()
    {
        var phones = Enumerable.Range(0, 5_000).Select(n => Resident.Of(Cities.Settings(), n, 40).Phone).ToList();
        Assert.Equal(phones.Count, phones.Distinct().Count());
        Assert.All(phones, p => Assert.Matches("^1[3-9][0-9]{9}$", p));
    }
}
