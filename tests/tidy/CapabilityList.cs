using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RailLife.Contracts;

namespace RailLife.Tests.Tidy;

/// <summary>docs/capabilities.md: what the system does, by catalogue id, read from the docstrings that name the ids.</summary>
internal static partial class CapabilityList
{
    public const string Path = "docs/capabilities.md";

    private sealed record Row(string Id, string What, List<string> Files, SortedSet<string> Tests, SortedSet<string> Events);

    public static string Build()
    {
        var rows = new SortedDictionary<string, Row>(StringComparer.Ordinal);
        foreach (var file in Repository.Files(".cs").Where(f => !f.StartsWith("tests/", StringComparison.Ordinal)))
        {
            var text = Repository.Read(file);
            foreach (var id in Ids(text))
            {
                if (!rows.TryGetValue(id, out var row)) rows[id] = row = new Row(id, Summary(text), [], new(StringComparer.Ordinal), new(StringComparer.Ordinal));
                row.Files.Add(file);
                row.Events.UnionWith(Events(text));
            }
        }
        foreach (var file in Repository.Files(".cs").Where(f => f.StartsWith("tests/", StringComparison.Ordinal) && !f.StartsWith("tests/tidy/", StringComparison.Ordinal)))
        {
            var text = Repository.Read(file);
            foreach (var row in rows.Values.Where(r => Any(text, r.Id) || r.Files.Any(f => Regex.IsMatch(text, $@"\b{System.IO.Path.GetFileNameWithoutExtension(f)}\b")))) row.Tests.Add(file);
        }
        return Write(rows.Values);
    }

    private static string Write(IEnumerable<Row> rows)
    {
        var text = new StringBuilder("# Capabilities\n\nWhat the system does, by catalogue id. Generated from the code; `RAILLIFE_WRITE_DOCS=1 ./raillife test -class '*CapabilityTests'` writes it anew.\n\n| id | what | where | tests | events |\n|---|---|---|---|---|\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {row.Id} | {row.What.Replace("|", "/")} | {Links(row.Files)} | {Links(row.Tests)} | {string.Join(", ", row.Events.Select(e => $"`{e}`"))} |\n");
        return text.ToString();
    }

    private static string Links(IEnumerable<string> files) => string.Join(", ", files.Take(6).Select(f => $"[{System.IO.Path.GetFileNameWithoutExtension(f)}](../{f})")) + (files.Count() > 6 ? ", …" : "");

    // Ids stand in docstrings (Catalogue ORD-04, FUL-27..31) and in the lists of endpoints.
    private static IEnumerable<string> Ids(string text) =>
        text.Split('\n').Where(l => l.Contains("Catalogue ", StringComparison.Ordinal) || Endpoint().IsMatch(l)).SelectMany(Expand).Distinct();

    private static IEnumerable<string> Expand(string line) => IdRange().Matches(line).SelectMany(m =>
    {
        var (group, first) = (m.Groups[1].Value, int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
        var last = m.Groups[4].Success ? int.Parse(m.Groups[4].Value, CultureInfo.InvariantCulture) : first;
        return Enumerable.Range(first, Math.Max(1, last - first + 1)).Select(n => string.Create(CultureInfo.InvariantCulture, $"{group}-{n:00}{m.Groups[3].Value}"));
    });

    private static bool Any(string text, string id) => Ids(text).Contains(id) || text.Contains(id, StringComparison.Ordinal);

    private static string Summary(string text) => SummaryText().Match(text) is { Success: true } m ? Spaces().Replace(Tags().Replace(m.Groups[1].Value.Replace("///", ""), "$1"), " ").Trim() : "";

    private static IEnumerable<string> Events(string text) => EventCatalog.All.Where(c => Regex.IsMatch(text, $@"(?:new|record) {c.RecordType.Name}\(")).Select(c => c.Name);

    [GeneratedRegex(@"\b([A-Z]{3})-(\d{2})([a-d]?)(?:\.\.(\d{2}))?")]
    private static partial Regex IdRange();

    [GeneratedRegex(@"\.(Post|Put|Get|Delete|Callback)(<.*>)?\(")]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"<summary>(.*?)</summary>", RegexOptions.Singleline)]
    private static partial Regex SummaryText();

    [GeneratedRegex(@"<(?:see|paramref) \w+=""([^""]*)""\s*/>|</?c>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
