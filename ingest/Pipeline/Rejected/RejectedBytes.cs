using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Drops the raw bytes of rejected records when their days are over; the rows stay.</summary>
public sealed class RejectedBytes(DeltaLake lake, TimeProvider clock, IngestOptions options)
{
    /// <summary>Drops those older than <see cref="IngestOptions.RejectedRawDays"/>; returns the files rewritten.</summary>
    /// <exception cref="CommitConflictException">Somebody replaced the same files first; the next call looks again.</exception>
    public int DropOld(DuckDbConnection connection)
    {
        var table = lake.Table(IngestTables.Rejected);
        if (!table.Exists())
        {
            return 0;
        }
        var cutoff = clock.GetUtcNow().AddDays(-options.RejectedRawDays).UtcDateTime;
        var commit = table.Begin();
        var old = commit.Base.Prune(new ColumnFilter.Between("rejected_at", null, cutoff)).Where(HasRaw).ToList();
        foreach (var file in old)
        {
            // No follower of the table reads raw, so for them no data changes.
            var rows = $"select * replace (case when rejected_at >= ? then raw end as raw) from {commit.Base.ScanSql([file])}";
            commit.Remove(file, dataChange: false);
            if (ParquetWriter.Write(connection, table, rows, new ParquetOptions { DataChange = false }, [cutoff]) is { } written)
            {
                commit.Add(written);
            }
        }
        if (old.Count > 0)
        {
            commit.Info("DROP RAW");
            commit.Commit();
        }
        return old.Count;
    }

    private static bool HasRaw(DataFile file) => file.Stats is not { NumRecords: { } rows } stats || stats.NullCount("raw") != rows;
}
