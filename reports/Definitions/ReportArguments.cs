using System.Globalization;
using System.Text;
using RailLife.DuckDb;

namespace RailLife.Reports.Definitions;

/// <summary>A wrong parameter: its name, what was found, what was expected.</summary>
public sealed record BadParameter(string Name, string Found, string Expected);

/// <summary>The arguments of one call of a report, checked and complete; equal calls have equal canonical text.</summary>
public sealed class ReportArguments
{
    private readonly Dictionary<string, string> _literals = new(StringComparer.Ordinal);

    private ReportArguments() { }

    /// <summary>Every parameter with its value, in the header's order: from=2011-01-01&amp;to=...</summary>
    public string Canonical { get; private set; } = "";

    /// <summary>The SQL literal of a parameter.</summary>
    public string Literal(string name) => _literals[name];

    /// <summary>Checks what a caller gave. Exactly one of the two answers is not null.</summary>
    public static (ReportArguments? Arguments, BadParameter? Bad) Check(ReportDefinition report, IEnumerable<KeyValuePair<string, string>> given)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(given);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (!report.Parameters.Any(p => p.Name == name))
                return (null, new BadParameter(name, name, "one of " + string.Join(", ", report.Parameters.Select(p => p.Name).Append("format"))));
            if (!values.TryAdd(name, value))
                return (null, new BadParameter(name, $"{values[name]} and {value}", "one value"));
        }
        var arguments = new ReportArguments();
        var canonical = new StringBuilder();
        foreach (var parameter in report.Parameters)
        {
            var value = values.GetValueOrDefault(parameter.Name, parameter.Default ?? "");
            var literal = value.Length == 0 && parameter.Default is null && !values.ContainsKey(parameter.Name) ? "null::varchar" : ToLiteral(parameter, value);
            if (literal is null)
                return (null, new BadParameter(parameter.Name, value, Expected(parameter)));
            arguments._literals[parameter.Name] = literal;
            canonical.Append(parameter.Name).Append('=').Append(value).Append('&');
        }
        arguments.Canonical = canonical.ToString();
        return (arguments, null);
    }

    /// <summary>What a parameter accepts, in words.</summary>
    public static string Expected(ReportParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Date => "a date as YYYY-MM-DD",
        ParameterKind.Currency => "an ISO 4217 code of three capital letters, as GBP",
        ParameterKind.Integer => $"a whole number from {parameter.Min} to {parameter.Max}",
        ParameterKind.Text => $"a text of {parameter.Min} to {parameter.Max} characters, none of them a control character",
        _ => string.Join(", ", parameter.Choices.SkipLast(1)) + " or " + parameter.Choices[^1],
    };

    private static string? ToLiteral(ReportParameter parameter, string value) => parameter.Kind switch
    {
        ParameterKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? $"date '{value}'" : null,
        ParameterKind.Currency => value.Length == 3 && value.All(char.IsAsciiLetterUpper) ? DuckSql.Literal(value) : null,
        ParameterKind.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= parameter.Min && n <= parameter.Max
            ? n.ToString(CultureInfo.InvariantCulture) : null,
        ParameterKind.Text => value.Length >= parameter.Min && value.Length <= parameter.Max && !value.Any(char.IsControl) ? DuckSql.Literal(value) : null,
        _ => parameter.Choices.Contains(value) ? DuckSql.Literal(value) : null,
    };
}
