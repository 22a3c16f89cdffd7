using System.Diagnostics;
using System.Globalization;
using RailLife.DuckDb;
using RailLife.Lake;
using RailLife.Warehouse;

namespace RailLife.Bench.Build;

/// <summary>The same SQL and the same checks, written down for DuckDB by hand: read Parquet, copy to Parquet, look for broken rows.</summary>
public sealed class ByHand(DeltaLake lake, ModelGraph graph, DuckDbConnection connection, string folder)
{
    private readonly Dictionary<string, string> _relations = [];

    public TimeSpan Run()
    {
        Directory.CreateDirectory(folder);
        foreach (var source in graph.Sources)
            _relations[source.Name] = lake.Table(source.Name) is var table && table.Exists() && source.PinnedBy is not null ? table.Read().ScanSql() : $"({source.EmptySql})";
        var watch = Stopwatch.StartNew();
        foreach (var model in graph.Models)
            Run(model);
        return watch.Elapsed;
    }

    private void Run(ModelFile model)
    {
        var sql = SqlTemplate.Render(model.Sql, name => _relations[name]);
        if (!model.IsStored)
        {
            _relations[model.Name] = $"({sql})";
            return;
        }
        var path = DuckSql.Literal(Path.Combine(folder, model.Name + ".parquet"));
        connection.Execute($"copy ({sql}) to {path} (format parquet, compression zstd, compression_level 1)");
        _relations[model.Name] = $"(select * from read_parquet({path}))";
        var grain = string.Join(", ", model.Grain);
        var broken = connection.Scalar<long>($"select count(*) from (select 1 from {path} group by {grain} having count(*) > 1)");
        foreach (var columns in model.Unique)
            broken += connection.Scalar<long>($"select count(*) from (select 1 from {path} group by {string.Join(", ", columns)} having count(*) > 1)");
        var conditions = model.NotNull.Select(c => $"{c} is not null").Concat(model.Checks.Select(c => c.Condition)).ToList();
        if (conditions.Count > 0)
            broken += connection.Scalar<long>($"select count(*) filter (not ({string.Join(" and ", conditions.Select(c => $"({c})"))})) from {path}");
        if (broken > 0)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {broken} broken rows"));
    }
}
