using System.Globalization;
using System.Text.Json;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Which files can hold given rows of bronze, by the ranges of offset and log time in their stats.</summary>
internal static class FileRange
{
    // Stats may be cut to whole milliseconds.
    private static readonly TimeSpan Blur = TimeSpan.FromMilliseconds(1);

    /// <param name="places">Rows of offset (long) and logged_at (DateTime, UTC).</param>
    public static List<DataFile> Holding(IReadOnlyList<DataFile> files, IReadOnlyList<object?[]> places)
    {
        var sorted = places.Select(p => (LoggedAt: (DateTime)p[1]!, Offset: (long)p[0]!)).Order().ToList();
        return [.. files.Where(file => RangeOf(file) is not { } range || Any(sorted, range))];
    }

    private static bool Any(List<(DateTime LoggedAt, long Offset)> sorted, (DateTime From, DateTime To, long First, long Last) range)
    {
        var at = sorted.BinarySearch((range.From, long.MinValue));
        for (var i = at < 0 ? ~at : at; i < sorted.Count && sorted[i].LoggedAt <= range.To; i++)
        {
            if (sorted[i].Offset >= range.First && sorted[i].Offset <= range.Last)
            {
                return true;
            }
        }
        return false;
    }

    private static (DateTime From, DateTime To, long First, long Last)? RangeOf(DataFile file) =>
        file.Stats is { } stats
            && Instant(stats.Min("logged_at")) is { } from && Instant(stats.Max("logged_at")) is { } to
            && stats.Min("offset") is { ValueKind: JsonValueKind.Number } first && stats.Max("offset") is { ValueKind: JsonValueKind.Number } last
            ? (from - Blur, to + Blur, first.GetInt64(), last.GetInt64())
            : null;

    private static DateTime? Instant(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text
            && DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.UtcDateTime : null;
}
