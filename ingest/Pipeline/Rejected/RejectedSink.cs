using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Lines of imported files into ods_rejected, each once however often the import runs.</summary>
public sealed class RejectedSink(DeltaLake lake, DuckDbDatabase database, RawSealer sealer, TimeProvider clock) : IRejectedSink
{
    private readonly RejectedFile _file = new(lake, sealer);
    private readonly Lock _oneAtATime = new();

    public void Add(string source, IReadOnlyList<RejectedLine> lines)
    {
        lock (_oneAtATime)
        {
            IngestTables.Create(lake);
            while (!TryAdd(source, lines))
            {
            }
        }
    }

    // The number of commits of this source is its txn: two importers of one file cannot both add what neither saw.
    private bool TryAdd(string source, IReadOnlyList<RejectedLine> lines)
    {
        using var connection = database.Connect();
        var commit = lake.Table(IngestTables.Rejected).Begin();
        var known = connection
            .Rows($"""select "offset" from {commit.Base.ScanSql()} where topic = ?""", source)
            .Select(row => (long)row[0]!)
            .ToHashSet();
        var now = clock.GetUtcNow();
        var rows = lines
            .Where(line => known.Add(line.Line))
            .Select(line => new RejectedRow(source, 0, line.Line, line.Rejection, source, null, null, line.Raw.ToArray(), now))
            .ToList();
        if (rows.Count == 0 || _file.Write(connection, rows) is not { } file)
        {
            return true;
        }
        var previous = commit.Base.Txn(source);
        commit.Add(file);
        commit.SetTxn(source, (previous ?? 0) + 1, previous);
        commit.Info("REJECT", null);
        return Succeeds(commit);
    }

    private static bool Succeeds(DeltaCommit commit)
    {
        try
        {
            commit.Commit();
            return true;
        }
        catch (TxnMovedException)
        {
            return false;
        }
    }
}
