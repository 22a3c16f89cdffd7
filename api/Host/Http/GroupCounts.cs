using RailLife.Lake;
using RailLife.Reports.Running;

namespace RailLife.Host.Http;

/// <param name="First">Value of the first grouping column.</param>
internal sealed record GroupCount(string First, string Second, long Count);

/// <summary>Rows of a table counted by two columns; counted anew only when the table has a new version.</summary>
internal sealed class GroupCounts(DeltaLake lake, string name, string columns, QueryEngine queries)
{
    private long _version = -1;
    private IReadOnlyList<GroupCount> _counts = [];

    public async Task<IReadOnlyList<GroupCount>> ReadAsync(CancellationToken ct)
    {
        var table = lake.Table(name);
        if (!table.Exists())
            return [];
        var snapshot = table.Read();
        if (snapshot.Version == _version)
            return _counts;
        var sql = $"select {columns}, count(*) from {snapshot.ScanSql()} group by all";
        _counts = await queries.RunAsync(session => session.Connection.Rows(sql).ConvertAll(r => new GroupCount((string)r[0]!, (string)r[1]!, (long)r[2]!)), ct);
        _version = snapshot.Version;
        return _counts;
    }
}
