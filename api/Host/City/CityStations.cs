namespace RailLife.Host.City;

/// <summary>Which stations a simulated city has when nobody says: a real metro's where its file lies beside the project, else those of the made-up city.</summary>
public static class CityStations
{
    /// <summary>How the made-up city is asked for by name.</summary>
    public const string MadeUp = "made-up";

    /// <summary>Looked for beside the folder that holds the solution.</summary>
    private static readonly string Beside = Path.Combine("shared", "data", "metro");

    /// <param name="asked">File or folder, <see cref="MadeUp"/>, or null.</param>
    /// <param name="from">Where to look for the project, upwards.</param>
    /// <returns>As <see cref="Simulator.City.StationList"/> takes it.</returns>
    public static string? Choose(string? asked, string from) => asked == MadeUp ? null : asked ?? Found(from);

    /// <summary>In words, for whoever simulates.</summary>
    public static string Say(string? chosen) => chosen is null ? "the stations are those of a made-up city" : $"the stations are those of {chosen}; --stations {MadeUp} takes a made-up city's";

    private static string? Found(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RailLife.sln")))
                return folder.Parent is { } parent && Path.Combine(parent.FullName, Beside) is var metro && Directory.Exists(metro) && Directory.EnumerateFiles(metro, "*metro*.json").Any() ? metro : null;
        return null;
    }
}
