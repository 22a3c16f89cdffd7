using RailLife.Host.City;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Host;

/// <summary>Which stations a city gets.</summary>
public class CityStationsTests
{
    [Fact]
    public void A_metro_beside_the_project_is_taken_and_the_made_up_city_where_there_is_none_or_it_is_asked_for()
    {
        using var folder = new TempFolder();
        var inside = Directory.CreateDirectory(Path.Combine(folder.Path, "project", "bin", "Release")).FullName;
        var metro = Path.Combine(folder.Path, "shared", "data", "metro");
        File.WriteAllText(Path.Combine(folder.Path, "project", "RailLife.sln"), "");
        Assert.Null(CityStations.Choose(null, inside));
        Directory.CreateDirectory(metro);
        Assert.Null(CityStations.Choose(null, inside));
        File.WriteAllText(Path.Combine(metro, "some-metro.json"), "{}");
        Assert.Equal(metro, CityStations.Choose(null, inside));
        Assert.Contains(metro, CityStations.Say(metro), StringComparison.Ordinal);
        Assert.Null(CityStations.Choose(CityStations.MadeUp, inside));
        Assert.Equal("elsewhere.csv", CityStations.Choose("elsewhere.csv", inside));
        Assert.Null(CityStations.Choose(null, folder.Path));
    }
}
