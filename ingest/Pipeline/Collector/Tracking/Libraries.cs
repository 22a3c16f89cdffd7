namespace RailLife.Ingest.Tracking;

/// <summary>Which channel [频道] a client library stands for.</summary>
internal static class Libraries
{
    private static readonly (string Part, string Channel)[] Channels =
    [
        ("mini", "mini-program"), ("ios", "app"), ("android", "app"), ("kotlin", "app"), ("swift", "app"), ("react-native", "app"), ("flutter", "app"), ("harmony", "app"),
        ("js", "h5"), ("node", "server"), ("java", "server"), ("python", "server"), ("php", "server"), ("ruby", "server"), ("go", "server"), (".net", "server"), ("c#", "server"),
    ];

    /// <summary>Null when the library is not known: nothing is guessed.</summary>
    public static string? Channel(string library)
    {
        if (library.Length == 0) return null;
        foreach (var (part, channel) in Channels)
            if (library.Contains(part, StringComparison.OrdinalIgnoreCase) && !(part == "js" && library.Contains("node", StringComparison.OrdinalIgnoreCase))) return channel;
        return null;
    }
}
