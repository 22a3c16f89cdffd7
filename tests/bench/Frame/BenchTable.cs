using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RailLife.Bench.Frame;

/// <summary>Prints measured rows for a person, or as JSON for a machine.</summary>
public static class BenchTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static void PrintJson(TextWriter output, IEnumerable<BenchRow> rows) => output.WriteLine(JsonSerializer.Serialize(rows, Json));

    public static void Print(TextWriter output, IReadOnlyCollection<BenchRow> rows)
    {
        string[] head = ["name", "value", "unit", "baseline", "ratio"];
        var cells = rows.Select(r => new[] { r.Name, Number(r.Value), r.Unit, Number(r.Baseline), r.Ratio?.ToString("0.000", CultureInfo.InvariantCulture) ?? "" }).Prepend(head).ToList();
        var widths = head.Select((_, i) => cells.Max(c => c[i].Length)).ToArray();
        foreach (var row in cells)
            output.WriteLine(string.Join("  ", row.Select((c, i) => i is 0 or 2 ? c.PadRight(widths[i]) : c.PadLeft(widths[i]))).TrimEnd());
    }

    private static string Number(double? value) => value switch
    {
        null => "",
        >= 1000 or <= -1000 => value.Value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
