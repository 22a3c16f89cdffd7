using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RailLife.Reports.Sql;

/// <summary>Reads the syntax tree that DuckDB's own parser makes of a statement (json_serialize_sql) and says whether SQL over HTTP may run it.</summary>
/// <remarks>
/// Everything is refused that is not known: node kinds, expression classes, functions and tables each have a list. The tree is the
/// parser's, so comments, quoting, FROM-first and the like cannot hide anything.
/// </remarks>
public sealed partial class SqlGuard
{
    /// <summary>Longest statement accepted, in characters.</summary>
    public const int LengthMax = 20_000;

    /// <summary>Deepest syntax tree accepted, in JSON levels.</summary>
    public const int DepthMax = 400;

    private static readonly FrozenSet<string> NodeTypes = new[]
    {
        "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE",
        "BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "PIVOT", "EMPTY",
        "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "ORDER_MODIFIER", "DISTINCT_MODIFIER",
        "ORDER_DEFAULT", "ASCENDING", "DESCENDING", "ORDER_ASCENDING", "ORDER_DESCENDING",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> ExpressionClasses = new[]
    {
        "COLUMN_REF", "CONSTANT", "FUNCTION", "WINDOW", "CAST", "CASE", "COMPARISON", "CONJUNCTION", "OPERATOR",
        "BETWEEN", "SUBQUERY", "STAR", "LAMBDA", "LAMBDA_REF", "COLLATE", "PARAMETER", "POSITIONAL_REFERENCE",
    }.ToFrozenSet();

    private readonly IReadOnlySet<string> _published;
    private readonly Dictionary<string, int> _parameters = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _tables = new(StringComparer.Ordinal);
    private SqlRefusal? _refusal;

    private SqlGuard(IReadOnlySet<string> published) => _published = published;

    /// <summary>Checks the tree of a statement.</summary>
    /// <param name="tree">What json_serialize_sql(sql, skip_null := true, skip_empty := true) answered.</param>
    /// <param name="published">Names of the tables that may be read, lower case.</param>
    public static SqlVerdict Check(string tree, IReadOnlySet<string> published)
    {
        ArgumentNullException.ThrowIfNull(tree);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = DepthMax });
        }
        catch (JsonException)
        {
            return SqlVerdict.Refused(new("sql-too-complex", $"the statement nests deeper than {DepthMax} levels of syntax; split it into named parts (with ... as)"));
        }
        using (document)
        {
            var root = document.RootElement;
            if (root.GetProperty("error").GetBoolean())
                return SqlVerdict.Refused(Unparsed(root));
            var statements = root.GetProperty("statements");
            if (statements.GetArrayLength() != 1)
                return SqlVerdict.Refused(new("sql-one-statement", $"found {statements.GetArrayLength()} statements, expected exactly one select"));
            var guard = new SqlGuard(published);
            guard.Statement(statements[0]);
            return guard._refusal is { } refusal
                ? SqlVerdict.Refused(refusal)
                : new SqlVerdict(null, [.. guard._tables], guard._parameters);
        }
    }

    private static SqlRefusal Unparsed(JsonElement root)
    {
        var message = root.GetProperty("error_message").GetString() ?? "";
        if (root.GetProperty("error_type").GetString() != "parser")
            return new("sql-not-select", $"only one select statement can run here ({message.TrimEnd('!', '.')}); pivot needs its values listed: pivot ... on x in (...)");
        var position = root.TryGetProperty("position", out var p) && long.TryParse(p.GetString(), out var at) ? at : (long?)null;
        return new("sql-syntax", message, position);
    }

    private void Statement(JsonElement statement)
    {
        if (statement.TryGetProperty("named_param_map", out var map))
            foreach (var entry in map.EnumerateArray())
                _parameters[entry.GetProperty("key").GetString()!] = entry.GetProperty("value").GetInt32();
        Visit(statement.GetProperty("node"), ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase));
    }

    private void Visit(JsonElement element, ImmutableHashSet<string> scope)
    {
        if (_refusal is not null)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Visit(item, scope);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            Object(element, scope);
        }
    }

    private void Object(JsonElement element, ImmutableHashSet<string> scope)
    {
        var type = Text(element, "type");
        if (Text(element, "class") is { } expression)
        {
            if (!Expression(element, expression))
                return;
        }
        else if (type is not null)
        {
            if (!NodeTypes.Contains(type))
            {
                Refuse("sql-construct", $"{type.ToLowerInvariant().Replace('_', ' ')} is not available here; write a plain select over the published tables");
                return;
            }
            if (type == "BASE_TABLE" && !Table(element, scope))
                return;
            if (type == "TABLE_FUNCTION")
            {
                TableFunction(element, scope);
                return;
            }
        }
        if (element.TryGetProperty("cte_map", out var ctes) && ctes.TryGetProperty("map", out var map))
            scope = WithNames(map, scope);
        foreach (var property in element.EnumerateObject())
            // A cast's type and a sample's size hold values, never a query.
            if (property.Name is not ("cast_type" or "sample"))
                Visit(property.Value, scope);
    }

    /// <summary>True when the expression's children are to be visited too.</summary>
    private bool Expression(JsonElement element, string expression)
    {
        if (!ExpressionClasses.Contains(expression))
        {
            Refuse("sql-construct", $"the expression kind {expression.ToLowerInvariant()} is not available here");
            return false;
        }
        if (expression is "FUNCTION" or "WINDOW")
            return Function(element, SqlFunctions.Values, "function");
        return expression != "CONSTANT";
    }

    private bool Function(JsonElement element, FrozenSet<string> allowed, string kind)
    {
        var name = Text(element, "function_name") ?? "";
        if (Text(element, "catalog") is { Length: > 0 } || Text(element, "schema") is { Length: > 0 } and not "main")
        {
            Refuse("sql-function", $"found a qualified function {name}; expected its plain name");
            return false;
        }
        if (allowed.Contains(name))
            return true;
        Refuse("sql-function", $"the {kind} {name} is not on the list of SQL over HTTP; `raillife sql` on the machine itself has them all");
        return false;
    }

    private void TableFunction(JsonElement element, ImmutableHashSet<string> scope)
    {
        var function = element.GetProperty("function");
        if (Text(function, "class") != "FUNCTION" || !Function(function, SqlFunctions.Tables, "table function"))
        {
            _refusal ??= new("sql-construct", "only range, generate_series and unnest can stand in from");
            return;
        }
        foreach (var property in function.EnumerateObject())
            Visit(property.Value, scope);
    }

    private bool Table(JsonElement element, ImmutableHashSet<string> scope)
    {
        var name = Text(element, "table_name") ?? "";
        if (Text(element, "schema_name") is { Length: > 0 } schema)
        {
            Refuse("sql-unknown-table", $"found {schema}.{name}; expected a published table by its plain name: {Listing()}");
            return false;
        }
        if (Text(element, "catalog_name") is { Length: > 0 } || element.TryGetProperty("at_clause", out _))
        {
            Refuse("sql-construct", $"{name}: a catalog or an AT clause is not available here; name the table alone");
            return false;
        }
        if (scope.Contains(name))
            return true;
        var lower = name.ToLowerInvariant();
        if (!_published.Contains(lower))
        {
            Refuse("sql-unknown-table", $"found {name}; expected one of the published tables: {Listing()}");
            return false;
        }
        _tables.Add(lower);
        return true;
    }

    private ImmutableHashSet<string> WithNames(JsonElement map, ImmutableHashSet<string> scope)
    {
        foreach (var entry in map.EnumerateArray())
        {
            var name = Text(entry, "key") ?? "";
            // A name that could mean a file or a system table would reach it wherever the common table expression is out of scope.
            if (!PlainName().IsMatch(name) || SystemName().IsMatch(name))
            {
                Refuse("sql-construct", $"found a with-name '{name}'; expected letters, digits and _ (not duckdb_, pg_, pragma_, sqlite_)");
                return scope;
            }
            scope = scope.Add(name);
        }
        return scope;
    }

    private string Listing() => _published.Count == 0 ? "(none yet: nothing was built)" : string.Join(", ", _published.Order(StringComparer.Ordinal));

    private void Refuse(string code, string detail) => _refusal ??= new SqlRefusal(code, detail);

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,62}$")]
    private static partial Regex PlainName();

    [GeneratedRegex("^(duckdb_|pg_|pragma_|sqlite_|information_schema)", RegexOptions.IgnoreCase)]
    private static partial Regex SystemName();
}

/// <summary>A checked statement: the published tables that it reads and the place of each of its parameters (from 1), or why it is refused.</summary>
public sealed record SqlVerdict(SqlRefusal? Refusal, IReadOnlyList<string> Tables, IReadOnlyDictionary<string, int> Parameters)
{
    public static SqlVerdict Refused(SqlRefusal refusal) => new(refusal, [], new Dictionary<string, int>());
}
