using System.Text;
using System.Text.RegularExpressions;

namespace RailLife.Warehouse;

/// <summary>Reads a model file: header comments on top, then one query.</summary>
/// <remarks>
/// A header line is <c>-- key: value</c>; any other leading comment is a sentence of the description. An unknown key is an error,
/// so that a misspelt one never goes unseen.
/// </remarks>
public static partial class ModelParser
{
    private const string KnownKeys =
        "grain, unique, not_null, materialize, key, events, reference, rerun_when, owner, fresh_within, check, column NAME, names, pinned_by";

    public static ModelFile ParseFile(string path) => Parse(System.IO.Path.GetFileNameWithoutExtension(path), path, File.ReadAllText(path));

    /// <param name="name">The model's name: the file's, without its ending.</param>
    /// <param name="path">Named in messages.</param>
    /// <param name="text">The whole file.</param>
    /// <exception cref="ModelException">Naming file, line, what was found and what was expected.</exception>
    public static ModelFile Parse(string name, string path, string text)
    {
        if (!NamePattern().IsMatch(name))
            throw ModelException.At(path, 1, $"the model name '{name}'", "lower case letters, digits and underscores, starting with the room's prefix");
        var header = new Header(path);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var at = 0;
        for (; at < lines.Length && (lines[at].StartsWith("--", StringComparison.Ordinal) || lines[at].Trim().Length == 0); at++)
            header.Read(lines[at], at + 1);
        var sql = string.Join('\n', lines[at..]).Trim().TrimEnd(';').TrimEnd();
        if (sql.Length == 0)
            throw ModelException.At(path, at + 1, "no query", "one select after the header");
        return header.Finish(name, sql, at + 1);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^--\s*(?<key>column\s+[A-Za-z0-9_]+|[a-z_]+)\s*:\s*(?<value>.*?)\s*$")]
    private static partial Regex HeaderLine();

    private sealed class Header(string path)
    {
        private readonly StringBuilder _description = new();
        private readonly List<ColumnDoc> _columns = [];
        private readonly List<RowCheck> _checks = [];
        private readonly List<IReadOnlyList<string>> _unique = [];
        private readonly Dictionary<string, string> _envelopeKeys = [];
        private readonly List<string> _seen = [];
        private Materialization? _materialization;
        private IReadOnlyList<string> _key = [];
        private IReadOnlyList<string> _grain = [];
        private IReadOnlyList<string> _notNull = [];
        private IReadOnlyList<string> _events = [];
        private IReadOnlyList<string> _references = [];
        private IReadOnlyList<SourceName> _names = [];
        private string? _pinnedBy;
        private string? _rerunWhen;
        private string _owner = "";
        private TimeSpan? _freshWithin;

        public void Read(string line, int number)
        {
            if (line.Trim().Length == 0)
                return;
            if (HeaderLine().Match(line) is not { Success: true } match)
            {
                _description.Append(_description.Length == 0 ? "" : " ").Append(line.TrimStart('-').Trim());
                return;
            }
            var key = match.Groups["key"].Value;
            var value = match.Groups["value"].Value;
            if (value.Length == 0)
                throw ModelException.At(path, number, $"'{key}' without a value", "a value after the colon");
            if (!key.StartsWith("column ", StringComparison.Ordinal) && key is not ("check" or "unique" or "key"))
            {
                if (_seen.Contains(key))
                    throw ModelException.At(path, number, $"a second '{key}'", "one");
                _seen.Add(key);
            }
            Take(key, value, number);
        }

        private void Take(string key, string value, int number)
        {
            switch (key)
            {
                case "grain": _grain = Names(value, number); break;
                case "unique": _unique.Add(Names(value, number)); break;
                case "not_null": _notNull = Names(value, number); break;
                case "materialize": Materialize(value, number); break;
                case "key": EnvelopeKey(value, number); break;
                case "events": _events = [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]; break;
                case "reference": _references = Names(value, number); break;
                case "rerun_when": _rerunWhen = value; break;
                case "owner": _owner = value; break;
                case "fresh_within": _freshWithin = Duration(value, number); break;
                case "check": Check(value, number); break;
                case "names": _names = [.. value.Split(',', StringSplitOptions.TrimEntries).Select(n => Source(n, number))]; break;
                case "pinned_by": _pinnedBy = Names(value, number)[0]; break;
                default:
                    if (!key.StartsWith("column ", StringComparison.Ordinal))
                        throw ModelException.At(path, number, $"the unknown header key '{key}'", KnownKeys);
                    Column(key[7..].Trim(), value, number);
                    break;
            }
        }

        private void Materialize(string value, int number)
        {
            var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            (_materialization, _key) = words switch
            {
                ["view"] => (Materialization.View, (IReadOnlyList<string>)[]),
                ["table"] => (Materialization.Table, []),
                ["source"] => (Materialization.Source, []),
                ["incremental", "append"] => (Materialization.Append, []),
                ["incremental", "by", _, ..] => (Materialization.ByKey, Names(string.Join(' ', words[2..]), number)),
                _ => throw ModelException.At(path, number, $"materialize: {value}", "view, table, incremental append, or incremental by <key columns>"),
            };
        }

        private void EnvelopeKey(string value, int number)
        {
            if (value.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } column, { Length: > 0 } envelope])
                throw ModelException.At(path, number, $"key: {value}", "key: <column of this view> = <envelope column>");
            _envelopeKeys[column] = envelope;
        }

        private void Check(string value, int number)
        {
            var colon = value.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !NamePattern().IsMatch(value[..colon].Trim()) || value[(colon + 1)..].Trim().Length == 0)
                throw ModelException.At(path, number, $"check: {value}", "check: <name>: <condition over the columns>");
            _checks.Add(new RowCheck(value[..colon].Trim(), value[(colon + 1)..].Trim()));
        }

        private void Column(string name, string value, int number)
        {
            const string Expected = "column NAME: public|internal|personal; unit; zh 中文名; en English name";
            if (value.Split(';', 4, StringSplitOptions.TrimEntries) is not [var privacy, { Length: > 0 } unit, var chinese, var english]
                || !chinese.StartsWith("zh ", StringComparison.Ordinal) || !english.StartsWith("en ", StringComparison.Ordinal))
                throw ModelException.At(path, number, $"column {name}: {value}", Expected);
            if (!Enum.TryParse<PrivacyClass>(privacy, ignoreCase: true, out var privacyClass) || privacy.Any(char.IsDigit))
                throw ModelException.At(path, number, $"the privacy class '{privacy}'", Expected);
            if (_columns.Any(c => c.Name == name))
                throw ModelException.At(path, number, $"column {name} a second time", "each column once");
            _columns.Add(new ColumnDoc(name, privacyClass, unit, chinese[3..].Trim(), english[3..].Trim()));
        }

        private IReadOnlyList<string> Names(string value, int number)
        {
            var names = value.Split(',', StringSplitOptions.TrimEntries);
            foreach (var name in names)
            {
                if (!NamePattern().IsMatch(name))
                    throw ModelException.At(path, number, $"'{name}'", "names separated by commas");
            }
            return names;
        }

        private SourceName Source(string value, int number)
        {
            var parts = value.Split('=', StringSplitOptions.TrimEntries);
            if (parts.Length > 2 || !NamePattern().IsMatch(parts[0]))
                throw ModelException.At(path, number, $"'{value}'", "<table> or <table> = <topic>");
            return new SourceName(parts[0], parts.Length == 2 ? parts[1] : null);
        }

        private TimeSpan Duration(string value, int number)
        {
            if (value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var count, var unit] && int.TryParse(count, out var n) && n > 0)
            {
                switch (unit.TrimEnd('s'))
                {
                    case "second": return TimeSpan.FromSeconds(n);
                    case "minute": return TimeSpan.FromMinutes(n);
                    case "hour": return TimeSpan.FromHours(n);
                    case "day": return TimeSpan.FromDays(n);
                }
            }
            throw ModelException.At(path, number, $"fresh_within: {value}", "a number and seconds, minutes, hours or days");
        }

        public ModelFile Finish(string name, string sql, int sqlLine)
        {
            if (_materialization is not { } materialization)
                throw ModelException.At(path, 1, "no 'materialize'", "materialize: view | table | incremental append | incremental by <key>");
            if (_grain.Count == 0 && materialization != Materialization.Source)
                throw ModelException.At(path, 1, "no 'grain'", "grain: the columns that name one row");
            foreach (var type in _events)
            {
                if (!sql.Contains($"'{type}'", StringComparison.Ordinal))
                    throw ModelException.At(path, sqlLine, $"no '{type}' in the query", "every type listed under 'events' to be selected by it");
            }
            var refs = SqlTemplate.Refs(sql);
            foreach (var reference in _references.Where(r => !refs.Contains(r)))
                throw ModelException.At(path, sqlLine, $"reference: {reference}, which the query does not read", "a name that the query reads by ref()");
            if (_rerunWhen is not null && materialization != Materialization.Table)
                throw ModelException.At(path, 1, "'rerun_when'", "it only on a model with materialize: table");
            return new ModelFile
            {
                Name = name, Path = path, Description = _description.ToString(), Sql = sql, Materialization = materialization, Key = _key,
                Grain = _grain, Unique = _unique, NotNull = _notNull, Checks = _checks, Columns = _columns, Events = _events,
                EnvelopeKeys = _envelopeKeys, References = _references, RerunWhen = _rerunWhen, Owner = _owner, FreshWithin = _freshWithin,
                PinnedBy = _pinnedBy, Refs = refs,
                SourceNames = materialization == Materialization.Source && _names.Count == 0 ? [new SourceName(name, null)] : _names,
            };
        }
    }
}
