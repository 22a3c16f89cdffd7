using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Warehouse;

namespace RailLife.Host.Check;

/// <summary>bronze - doubles = silver, by topic and hour, up to where bronze has been searched for doubles.</summary>
internal sealed class SilverCheck(Installation installation, DuckDbConnection connection)
{
    public CheckResult Run()
    {
        var lake = installation.Lake;
        var differences = new List<string>();
        long rows = 0, hours = 0;
        var view = new ModelCatalog(lake, installation.Graph).RegisterAll(connection);
        foreach (var source in installation.Graph.Sources.Where(s => s.Topic is not null && s.PinnedBy is not null))
        {
            if (Pinned(source, view) is not { } bronze) continue;
            foreach (var row in connection.Rows(Sql(source, bronze, view)))
            {
                var (hour, inBronze, doubles, silver) = ((DateTime)row[0]!, (long)row[1]!, (long)row[2]!, (long)row[3]!);
                (rows, hours) = (rows + inBronze, hours + 1);
                if (inBronze - doubles != silver)
                    differences.Add($"{source.Topic} {hour:yyyy-MM-dd HH}h: bronze {inBronze} - doubles {doubles} = {inBronze - doubles}, silver {silver}");
            }
        }
        return new("bronze - doubles = silver", $"{rows:N0} rows in {hours} hours", differences);
    }

    // By the same look as silver: the platform goes on meanwhile.
    private Snapshot? Pinned(SourceTable source, CatalogView view) =>
        view.Find(source.PinnedBy!) is { Version: >= 0 } pin && installation.Lake.Table(pin.Name).ReadVersion(pin.Version).Txns.TryGetValue(IngestTables.DuplicateTxnOf(source.Name), out var version)
            ? installation.Lake.Table(source.Name).ReadVersion(version) : null;

    private string Sql(SourceTable source, Snapshot bronze, CatalogView view)
    {
        // Silver is what the staging views of one event type give.
        var staged = installation.Graph.Models.Where(m => !m.IsStored && m.Events.Count == 1 && m.Refs.Contains(source.Name) && view.Find(m.Name) is not null)
            .Select(m => $"select logged_at from {DuckSql.Identifier(m.Name)}").DefaultIfEmpty("select null::timestamptz as logged_at where false");
        return $"""
            with bronze as (select date_trunc('hour', logged_at)::timestamp as hour, "partition", "offset" from {bronze.ScanSql()}),
            doubles as (select "partition", "offset" from ods_duplicate where topic = {DuckSql.Literal(source.Topic!)}),
            counted as (
              select hour, 1 as in_bronze, 0 as doubled, 0 as silver from bronze
              union all select hour, 0, 1, 0 from bronze semi join doubles using ("partition", "offset")
              union all select date_trunc('hour', logged_at)::timestamp, 0, 0, 1 from ({string.Join(" union all ", staged)})
            )
            select hour, sum(in_bronze)::bigint, sum(doubled)::bigint, sum(silver)::bigint from counted group by hour order by hour
            """;
    }
}
