using System.Globalization;
using System.Text.Json;

namespace RailLife.Simulator.City;

/// <summary>A metro station and the circle [TOD] around it.</summary>
/// <param name="Number">From 0, in the list's order.</param>
/// <param name="LatitudeMicrodegrees">Millionths of a degree.</param>
public sealed record Station(int Number, string Zh, string En, long LatitudeMicrodegrees, long LongitudeMicrodegrees)
{
    /// <summary>Far from numbers that people choose for circles of their own.</summary>
    public long CircleId => 1_001 + Number;

    /// <summary>Kilometres, as the crow flies.</summary>
    public double DistanceTo(Station other)
    {
        const double KilometresPerDegree = 111.2;
        var north = (LatitudeMicrodegrees - other.LatitudeMicrodegrees) / 1e6;
        var east = (LongitudeMicrodegrees - other.LongitudeMicrodegrees) / 1e6 * Math.Cos(LatitudeMicrodegrees / 1e6 * Math.PI / 180);
        return KilometresPerDegree * Math.Sqrt(north * north + east * east);
    }
}

/// <summary>Stations of a city: from a file, or those of a made-up one that come with the product.</summary>
public static class StationList
{
    /// <param name="path">
    /// Null = the made-up city. Else a folder that holds such a file, or a file: JSON as map services give a metro (lines <c>l</c> with stations <c>st</c>: name <c>n</c>,
    /// English name <c>en</c>, coordinates <c>sl</c> as <c>longitude,latitude</c>), or CSV with the columns zh, en, longitude, latitude.
    /// </param>
    /// <exception cref="ArgumentException">The file is not there or holds no station.</exception>
    public static IReadOnlyList<Station> Read(string? path)
    {
        var stations = path is null ? OfCsv(Bundled()) : OfFile(Found(path));
        return stations.Count > 0 ? stations : throw new ArgumentException($"{path}: found no station with coordinates, expected lines 'l' with stations 'st', or CSV with zh, en, longitude, latitude");
    }

    private static string Found(string path)
    {
        if (File.Exists(path)) return path;
        var inside = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*metro*.json").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        return inside ?? throw new ArgumentException($"stations: found neither a file nor a folder with a metro's JSON at '{path}'");
    }

    private static List<Station> OfFile(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? OfCsv(File.ReadAllText(path)) : OfJson(path);

    private static List<Station> OfJson(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Numbered(document.RootElement.GetProperty("l").EnumerateArray().SelectMany(line => line.GetProperty("st").EnumerateArray())
                .Select(s => (Text(s, "n"), Text(s, "en"), Text(s, "sl").Split(',')))
                .Where(s => s.Item3.Length == 2).Select(s => (s.Item1, s.Item2, s.Item3[0], s.Item3[1])).ToList());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ArgumentException($"{path}: found no list of metro lines ({e.Message}), expected lines 'l' with stations 'st'", e);
        }
    }

    private static string Text(JsonElement station, string name) => station.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static List<Station> OfCsv(string text) =>
        Numbered([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Trim().Split(',')).Where(c => c.Length == 4).Select(c => (c[0], c[1], c[2], c[3]))]);

    // A station of several lines is one station. Lines spell its English name differently at times, or not at all: most of them are right, else the first.
    private static List<Station> Numbered(IReadOnlyList<(string Zh, string En, string Longitude, string Latitude)> rows) =>
        [.. rows.Where(r => r.Zh.Length > 0 || r.En.Length > 0).GroupBy(r => r.Zh.Length > 0 ? r.Zh : r.En)
            .Select((lines, i) => new Station(i, lines.First().Zh, lines.GroupBy(l => l.En).OrderBy(n => n.Key.Length == 0).ThenByDescending(n => n.Count()).First().Key, Micro(lines.First().Latitude), Micro(lines.First().Longitude)))];

    private static long Micro(string degrees) => double.TryParse(degrees, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= 180
        ? (long)Math.Round(value * 1e6)
        : throw new ArgumentException($"a coordinate: found '{degrees}', expected degrees such as 114.118666");

    private static string Bundled()
    {
        using var reader = new StreamReader(typeof(StationList).Assembly.GetManifestResourceStream("stations.csv") ?? throw new InvalidOperationException("the list of stations is not in the program"));
        return reader.ReadToEnd();
    }
}
