using System.Text.Json;
using RailLife.Reports.Definitions;

namespace RailLife.Reports.Writing;

/// <summary>What a report says of itself, as JSON: for /v1/reports and at the head of every answer.</summary>
public static class ReportWords
{
    /// <summary>{name, type, unit, privacy, title: {zh, en}}</summary>
    public static void Write(Utf8JsonWriter json, ReportColumn column)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(column);
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("type", column.Type);
        json.WriteString("unit", column.Unit);
        json.WriteString("privacy", column.Privacy);
        Words(json, "title", column.Title);
        json.WriteEndObject();
    }

    /// <summary>The list of all reports.</summary>
    public static byte[] List(ReportCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonRows.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("reports");
            foreach (var report in catalog.All)
                Report(json, report);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void Report(Utf8JsonWriter json, ReportDefinition report)
    {
        json.WriteStartObject();
        json.WriteString("name", report.Name);
        json.WriteString("href", $"/v1/reports/{report.Name}");
        Words(json, "title", report.Title);
        Words(json, "about", report.About);
        json.WriteString("grain", report.Grain);
        json.WriteStartArray("parameters");
        foreach (var parameter in report.Parameters)
            Parameter(json, parameter);
        json.WriteEndArray();
        json.WriteStartArray("columns");
        foreach (var column in report.Columns)
            Write(json, column);
        json.WriteEndArray();
        json.WriteStartArray("tables");
        foreach (var table in report.Tables)
            json.WriteStringValue(table);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Parameter(Utf8JsonWriter json, ReportParameter parameter)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("kind", parameter.Kind.ToString().ToLowerInvariant());
        json.WriteString("default", parameter.Default);
        json.WriteString("expected", ReportArguments.Expected(parameter));
        if (parameter.Choices.Count > 0)
        {
            json.WriteStartArray("choices");
            foreach (var choice in parameter.Choices)
                json.WriteStringValue(choice);
            json.WriteEndArray();
        }
        Words(json, "title", parameter.Title);
        json.WriteEndObject();
    }

    internal static void Words(Utf8JsonWriter json, string name, Words words)
    {
        json.WriteStartObject(name);
        json.WriteString("zh", words.Zh);
        json.WriteString("en", words.En);
        json.WriteEndObject();
    }
}
