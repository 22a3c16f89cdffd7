using RailLife.DuckDb;
using RailLife.Lake;
using RailLife.Warehouse;

namespace RailLife.Bench.Proofs.Incremental;

/// <summary>The models' SQL run by hand over plain tables: what every stored model must hold.</summary>
public sealed class PlainOracle(DeltaLake lake, ModelGraph graph, DuckDbConnection connection)
{
    /// <summary>Differences between the lake and a plain computation from bronze, one line per model; empty = none.</summary>
    public IReadOnlyList<string> Differences()
    {
        foreach (var source in graph.Sources)
            connection.Execute($"create or replace temp table plain_{source.Name} as {Bronze(source)}");
        var differences = new List<string>();
        foreach (var model in graph.Models)
        {
            var kind = model.IsStored ? "table" : "view";
            connection.Execute($"drop {kind} if exists plain_{model.Name}; create temp {kind} plain_{model.Name} as {SqlTemplate.Render(model.Sql, name => $"plain_{name}")}");
            if (model.IsStored && Difference(model) is { } difference)
                differences.Add(difference);
        }
        foreach (var view in graph.Models.Where(m => !m.IsStored).Reverse())
            connection.Execute($"drop view plain_{view.Name}");
        return differences;
    }

    private string Bronze(SourceTable source)
    {
        if (source.PinnedBy is null || !lake.Table(source.Name).Exists())
            return source.EmptySql;
        var pin = lake.Table(source.PinnedBy).Read();
        if (pin.Txn($"duplicate:{source.Name}") is not { } version)
            return source.EmptySql;
        return $"""
            select * from {lake.Table(source.Name).ReadVersion(version).ScanSql()} b
            where (partition, "offset") not in (select (partition, "offset") from {pin.ScanSql()} where topic = '{source.Topic}')
            """;
    }

    private string? Difference(ModelFile model)
    {
        var table = lake.Table(model.Name);
        if (!table.Exists())
            return $"{model.Name} was not built";
        var (expected, found) = ($"plain_{model.Name}", table.Read().ScanSql());
        // Equal sums of the rows' hashes: the same rows as often. Only where they differ are the rows themselves looked for.
        if (connection.Scalar<bool>($"select ({Sums(expected)}) = ({Sums(found)})"))
            return null;
        var (missing, extra) = ($"(select * from {expected} except all select * from {found})", $"(select * from {found} except all select * from {expected})");
        var (rowsMissing, rowsExtra) = (Count(missing), Count(extra));
        if (rowsMissing == 0 && rowsExtra == 0)
            return null;
        var sample = connection.Rows($"(select 'missing', * from {missing} limit 2) union all (select 'extra', * from {extra} limit 2)");
        return $"{model.Name}: {rowsMissing} rows missing, {rowsExtra} rows too many: {string.Join(" | ", sample.Select(r => string.Join(",", r.Select(v => v ?? "null"))))}";
    }

    private static string Sums(string relation) => $"select {{rows: count(*), sum: sum(hash(r)::hugeint), mixed: bit_xor(hash(r))}} from {relation} r";

    private long Count(string rows) => connection.Scalar<long>($"select count(*) from {rows}");
}
