using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>Runs every model's checks over what is published now; a build has run them before, so a failure means that a table was touched from outside.</summary>
public static class ModelAudit
{
    /// <returns>A sentence per check that fails; empty = all hold.</returns>
    public static IReadOnlyList<string> Run(DeltaLake lake, ModelGraph graph, DuckDbConnection connection)
    {
        var failures = new List<string>();
        foreach (var model in graph.Models.Where(m => m.IsStored && lake.Table(m.Name).Exists()))
        {
            var snapshot = lake.Table(model.Name).Read();
            try
            {
                Checks.Rows(connection, model, snapshot.ScanSql, snapshot.Files);
                Checks.Sets(connection, model, snapshot.ScanSql, snapshot.Files, snapshot.Files);
            }
            catch (ModelCheckException failed)
            {
                failures.Add(failed.Message);
            }
        }
        return failures;
    }
}
