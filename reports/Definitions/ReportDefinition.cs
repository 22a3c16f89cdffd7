namespace RailLife.Reports.Definitions;

/// <summary>A name that people read, in Chinese and English.</summary>
public sealed record Words(string Zh, string En);

/// <summary>A column of a report's answer.</summary>
/// <param name="Type">DuckDB's type, lower case: date, bigint, varchar, timestamp with time zone.</param>
/// <param name="Unit">What one of it is: day, orders, minor units (of the row's currency), code.</param>
/// <param name="Privacy">public, internal or personal.</param>
public sealed record ReportColumn(string Name, string Type, string Unit, string Privacy, Words Title);

public enum ParameterKind { Date, Choice, Currency, Integer, Text }

/// <summary>A parameter of a report. In the file's SQL it stands as $name and becomes a literal of its kind.</summary>
/// <param name="Default">Value when the caller gives none; null only for a currency (all of them).</param>
/// <param name="Min">Smallest number, or fewest characters of a text.</param>
/// <param name="Max">Largest number, or most characters of a text.</param>
public sealed record ReportParameter(string Name, ParameterKind Kind, string? Default, IReadOnlyList<string> Choices, long Min, long Max, Words Title);

/// <summary>A report: a .sql file with its header read. Reports read tables by ref('name') only.</summary>
/// <param name="Name">As in the address: top-products for rpt_top_products.sql.</param>
/// <param name="Sql">The text under the header.</param>
/// <param name="Tables">Tables named by ref(), each once, in order of appearance.</param>
/// <param name="Fingerprint">Of the whole file: a changed report is another answer.</param>
public sealed record ReportDefinition(
    string Name, Words Title, Words About, string Grain, IReadOnlyList<ReportParameter> Parameters, IReadOnlyList<ReportColumn> Columns,
    string Sql, IReadOnlyList<string> Tables, string Fingerprint);
