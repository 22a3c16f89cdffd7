using System.Globalization;
using System.Text.Json;

namespace RailLife.Reports.Sql;

/// <summary>Brings the parameters of a request into the order in which the statement wants them.</summary>
internal static class SqlParameters
{
    /// <param name="wanted">Each parameter's name (1, 2, ... for ? and $1) and place, from 1.</param>
    public static (object?[] Arguments, SqlRefusal? Wrong) Bind(IReadOnlyDictionary<string, int> wanted, JsonElement? given)
    {
        var values = Named(given);
        if (values is null)
            return ([], new("sql-parameters", $"found parameters of kind {given!.Value.ValueKind.ToString().ToLowerInvariant()}, expected an array (for ? and $1) or an object (for $name)"));
        if (values.Keys.FirstOrDefault(name => !wanted.ContainsKey(name)) is { } extra)
            return ([], new("sql-parameters", $"found a value for parameter {extra}, but the statement has {Listing(wanted)}"));
        var arguments = new object?[wanted.Count];
        foreach (var (name, place) in wanted)
        {
            if (!values.TryGetValue(name, out var value))
                return ([], new("sql-parameters", $"found no value for parameter {name}; the statement has {Listing(wanted)}"));
            if (!TryValue(value, out arguments[place - 1]))
                return ([], new("sql-parameters", $"parameter {name}: found {value.ValueKind.ToString().ToLowerInvariant()}, expected text, a number, true, false or null"));
        }
        return (arguments, null);
    }

    private static Dictionary<string, JsonElement>? Named(JsonElement? given) => given switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select((value, i) => (Name: (i + 1).ToString(CultureInfo.InvariantCulture), value)).ToDictionary(p => p.Name, p => p.value),
        { ValueKind: JsonValueKind.Object } named => named.EnumerateObject().GroupBy(p => p.Name).ToDictionary(p => p.Key, p => p.Last().Value),
        _ => null,
    };

    private static bool TryValue(JsonElement value, out object? argument)
    {
        argument = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
            JsonValueKind.Number when value.TryGetDecimal(out var exact) => exact,
            JsonValueKind.Number => value.GetDouble(),
            _ => null,
        };
        return argument is not null || value.ValueKind == JsonValueKind.Null;
    }

    private static string Listing(IReadOnlyDictionary<string, int> wanted) => wanted.Count == 0
        ? "no parameters"
        : "the parameters " + string.Join(", ", wanted.OrderBy(p => p.Value).Select(p => p.Key));
}
