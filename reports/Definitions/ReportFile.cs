using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RailLife.Reports.Definitions;

/// <summary>Reads a report file: a comment header (name, title, about, grain, params, columns), then one select.</summary>
public static partial class ReportFile
{
    /// <exception cref="ReportFileException">A line of the header says something else than expected, or is missing.</exception>
    public static ReportDefinition Parse(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? name = null, grain = null;
        Words? title = null, about = null;
        var parameters = new List<ReportParameter>();
        var columns = new List<ReportColumn>();
        var lines = text.Split('\n');
        var at = 0;
        for (; at < lines.Length && lines[at].StartsWith("--", StringComparison.Ordinal); at++)
        {
            var match = HeaderLine().Match(lines[at].TrimEnd());
            if (!match.Success)
                throw new ReportFileException(file, at + 1, $"found '{lines[at].TrimEnd()}', expected '-- key: value' or '-- column name: privacy; type; unit; zh ...; en ...'");
            var (key, subject, value) = (match.Groups["key"].Value, match.Groups["name"].Value, match.Groups["value"].Value);
            var line = new HeaderValue(file, at + 1, value);
            switch (key)
            {
                case "name": name = value; break;
                case "grain": grain = value; break;
                case "title": title = line.Words(0); break;
                case "about": about = line.Words(0); break;
                case "param": parameters.Add(Parameter(line, subject)); break;
                case "column": columns.Add(Column(line, subject)); break;
                default: throw new ReportFileException(file, at + 1, $"found the key '{key}', expected name, title, about, grain, param or column");
            }
        }
        var sql = string.Join('\n', lines[at..]).Trim().TrimEnd(';');
        var tables = Ref().Matches(sql).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();
        return new ReportDefinition(
            name ?? throw Missing("name"), title ?? throw Missing("title"), about ?? throw Missing("about"), grain ?? throw Missing("grain"),
            parameters, columns.Count > 0 ? columns : throw Missing("column"),
            sql.Length > 0 ? Known(file, sql, parameters) : throw Missing("select"), tables.Count > 0 ? tables : throw Missing("ref('table')"),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8)));

        ReportFileException Missing(string what) => new(file, at + 1, $"found no {what}, expected one");
    }

    /// <summary>Replaces every ref('table') and $parameter of a report's text.</summary>
    public static string Expand(string sql, Func<string, string> relation, Func<string, string> literal) =>
        Parameter().Replace(Ref().Replace(sql, m => relation(m.Groups["name"].Value)), m => literal(m.Groups["name"].Value));

    private static string Known(string file, string sql, List<ReportParameter> parameters)
    {
        foreach (Match match in Parameter().Matches(sql))
            if (!parameters.Exists(p => p.Name == match.Groups["name"].Value))
                throw new ReportFileException(file, 1, $"the select uses {match.Value}, but the header declares no such param");
        return sql;
    }

    private static ReportColumn Column(HeaderValue line, string name)
    {
        var privacy = line.Part(0);
        if (privacy is not ("public" or "internal" or "personal"))
            throw line.Wrong($"the privacy class '{privacy}' of column {name}", "public, internal or personal");
        return new ReportColumn(name, line.Part(1), line.Part(2), privacy, line.Words(3));
    }

    private static ReportParameter Parameter(HeaderValue line, string name)
    {
        var kind = line.Part(0);
        var preset = line.Part(1);
        if (!preset.StartsWith("default ", StringComparison.Ordinal))
            throw line.Wrong($"'{preset}'", "default <value>");
        preset = preset["default ".Length..];
        var title = line.Words(2);
        if (kind == "date")
            return new ReportParameter(name, ParameterKind.Date, preset, [], 0, 0, title);
        if (kind == "currency")
            return new ReportParameter(name, ParameterKind.Currency, preset == "all" ? null : preset, [], 0, 0, title);
        if (IntegerRange().Match(kind) is { Success: true } range)
            return new ReportParameter(name, ParameterKind.Integer, preset, [], long.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture), title);
        if (TextRange().Match(kind) is { Success: true } length)
            return new ReportParameter(name, ParameterKind.Text, preset, [], long.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(length.Groups[2].Value, CultureInfo.InvariantCulture), title);
        if (kind.Contains('|', StringComparison.Ordinal))
            return new ReportParameter(name, ParameterKind.Choice, preset, kind.Split('|'), 0, 0, title);
        throw line.Wrong($"the kind '{kind}' of param {name}", "date, currency, integer MIN..MAX, text MIN..MAX or a|b|c");
    }

    private sealed record HeaderValue(string File, int Line, string Value)
    {
        private readonly string[] _parts = Value.Split(';', StringSplitOptions.TrimEntries);

        public string Part(int i) => i < _parts.Length && _parts[i].Length > 0 ? _parts[i] : throw Wrong($"'{Value}'", $"a part {i + 1} after {i} semicolons");

        public Words Words(int first)
        {
            // The English words come last and may hold semicolons.
            var parts = Value.Split(';', first + 2, StringSplitOptions.TrimEntries);
            var (zh, en) = (parts.ElementAtOrDefault(first) ?? "", parts.ElementAtOrDefault(first + 1) ?? "");
            if (!zh.StartsWith("zh ", StringComparison.Ordinal) || !en.StartsWith("en ", StringComparison.Ordinal))
                throw Wrong($"'{Value}'", "... zh <Chinese>; en <English> at its end");
            return new Words(zh[3..], en[3..]);
        }

        public ReportFileException Wrong(string found, string expected) => new(File, Line, $"found {found}, expected {expected}");
    }

    [GeneratedRegex(@"^-- (?<key>[a-z]+)(?: (?<name>[a-z_]+))?: (?<value>.+)$")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"ref\('(?<name>[a-z_0-9]+)'\)")]
    private static partial Regex Ref();

    [GeneratedRegex(@"\$(?<name>[a-z_]+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^integer (-?\d+)\.\.(-?\d+)$")]
    private static partial Regex IntegerRange();

    [GeneratedRegex(@"^text (\d+)\.\.(\d+)$")]
    private static partial Regex TextRange();
}
