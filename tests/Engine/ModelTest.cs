using RailLife.DuckDb;
using RailLife.Warehouse;

namespace RailLife.Tests.Engine;

/// <summary>Given rows of what a model reads, expected rows of the model; only the columns that matter. What is not given is empty.</summary>
internal sealed class ModelTest : IDisposable
{
    private static readonly Lazy<ModelGraph> Loaded = new(() => ModelGraph.Load([Path.Combine(Root(), "warehouse", "models")]));

    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection _connection;
    private readonly ModelFile _model;
    private readonly Dictionary<string, string> _given = [];

    public ModelTest(string model)
    {
        _connection = _database.Connect();
        _model = Graph.Model(model);
    }

    public static ModelGraph Graph => Loaded.Value;

    /// <summary>Rows of a model or source that the model reads: a column list, and a VALUES row each. Columns left out are null.</summary>
    public ModelTest Given(string name, string columns, params string[] rows)
    {
        var types = _connection.Rows($"describe {Empty(name)}").ToDictionary(r => (string)r[0]!, r => (string)r[1]!);
        var named = columns.Split(',', StringSplitOptions.TrimEntries);
        var select = types.Select(t => named.Contains(t.Key) ? $"given.\"{t.Key}\"::{t.Value} as \"{t.Key}\"" : $"null::{t.Value} as \"{t.Key}\"");
        Assert.All(named, column => Assert.Contains(column, types.Keys));
        _given[name] = $"(select {string.Join(", ", select)} from (values {string.Join(", ", rows)}) given({string.Join(", ", named.Select(n => $"\"{n}\""))}))";
        return this;
    }

    /// <summary>The model's rows, in any order, are exactly these.</summary>
    public void Expect(string columns, params string[] rows)
    {
        var names = columns.Split(',', StringSplitOptions.TrimEntries);
        var query = $"({Query(_model)})";
        var types = _connection.Rows($"describe {query}").ToDictionary(r => (string)r[0]!, r => (string)r[1]!);
        var list = string.Join(", ", names);
        var actual = _connection.Rows($"select ({list})::varchar from (select {list} from {query}) order by all").Select(r => r[0]);
        var cast = string.Join(", ", names.Select(n => $"\"{n}\"::{types[n]} as \"{n}\""));
        var expected = rows.Length == 0 ? [] : _connection.Rows(
            $"select ({list})::varchar from (select {cast} from (values {string.Join(", ", rows)}) expected({string.Join(", ", names.Select(n => $"\"{n}\""))})) order by all").Select(r => r[0]);
        Assert.Equal(expected, actual);
    }

    /// <summary>One text about the model's rows; {0} stands for its query.</summary>
    public string One(string sql) => _connection.Scalar<string>(sql.Replace("{0}", Query(_model), StringComparison.Ordinal));

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private string Query(ModelFile model) => SqlTemplate.Render(model.Sql, name => _given.TryGetValue(name, out var rows) ? rows : Relation(name, Query));

    private static string Empty(string name) => Relation(name, model => $"select * from ({SqlTemplate.Render(model.Sql, Empty)}) limit 0");

    private static string Relation(string name, Func<ModelFile, string> query) =>
        Graph.IsSource(name) ? $"({Graph.Source(name).EmptySql})" : $"({query(Graph.Model(name))})";

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RailLife.sln"))) return folder.FullName;
        throw new InvalidOperationException($"found no RailLife.sln above {AppContext.BaseDirectory}");
    }
}
