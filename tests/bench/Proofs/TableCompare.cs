using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Bench.Proofs;

/// <summary>Two lakes row for row, both ways, all tables; but for what differs by nature: when a row was taken in, and sealed bytes.</summary>
public static class TableCompare
{
    private static readonly string[] ByNature = ["logged_at", "ingested_at", "rejected_at", "arrival_date", "raw"];

    /// <returns>A sentence per table that differs; empty = the lakes are equal.</returns>
    public static IReadOnlyList<string> Differences(DeltaLake undisturbed, DeltaLake other)
    {
        using var database = DuckDbDatabase.Open(new() { MemoryLimitBytes = 1L << 30 });
        using var connection = database.Connect();
        var differences = new List<string>();
        foreach (var name in undisturbed.Names().Union(other.Names()))
        {
            if (!undisturbed.Table(name).Exists() || !other.Table(name).Exists())
            {
                differences.Add($"{name} is in one lake only");
                continue;
            }
            var (expected, found) = (undisturbed.Table(name).Read(), other.Table(name).Read());
            var columns = string.Join(", ", expected.Schema.Columns.Select(c => c.Name).Except(ByNature).Select(DuckSql.Identifier));
            var missing = Count(connection, columns, expected.ScanSql(), found.ScanSql());
            var extra = Count(connection, columns, found.ScanSql(), expected.ScanSql());
            if (missing + extra > 0) differences.Add($"{name}: {missing} rows are missing and {extra} are too many, of {expected.Rows}");
        }
        return differences;
    }

    private static long Count(DuckDbConnection connection, string columns, string left, string right) =>
        connection.Scalar<long>($"select count(*) from (select {columns} from {left} except all select {columns} from {right})");
}
