using System.Globalization;

namespace RailLife.Lake;

/// <summary>The protocol's durations in table settings: <c>interval 7 days</c>.</summary>
internal static class Interval
{
    public static string Text(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"interval {(long)span.TotalSeconds} seconds");

    /// <summary>The span; <paramref name="otherwise"/> when the setting is missing or says something else.</summary>
    public static TimeSpan Parse(string? text, TimeSpan otherwise)
    {
        var words = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words.Length > 0 && words[0].Equals("interval", StringComparison.OrdinalIgnoreCase)) { words = words[1..]; }
        if (words.Length != 2 || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n)) { return otherwise; }
        return words[1].ToLowerInvariant().TrimEnd('s') switch
        {
            "second" => TimeSpan.FromSeconds(n),
            "minute" => TimeSpan.FromMinutes(n),
            "hour" => TimeSpan.FromHours(n),
            "day" => TimeSpan.FromDays(n),
            "week" => TimeSpan.FromDays(7 * n),
            _ => otherwise,
        };
    }
}
