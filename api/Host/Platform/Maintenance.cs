using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Host.Settings;
using RailLife.Ingest;
using RailLife.Lake;

namespace RailLife.Host.Platform;

/// <summary>Keeps the tables quick to read: small files are merged, old versions, crash leftovers and rejected bytes go after their retention.</summary>
/// <param name="duckDb">Of an instance of its own, open while it works only.</param>
public sealed class Maintenance(DeltaLake lake, DuckDbOptions duckDb, LakeSettings settings, RejectedBytes rejectedBytes)
{
    /// <param name="isBusy">True for a table that is being built: to merge its files now would only make the build begin again.</param>
    public void Run(Func<string, bool> isBusy, CancellationToken ct)
    {
        using var database = DuckDbDatabase.Open(duckDb);
        var retention = TimeSpan.FromDays(settings.RetentionDays);
        using var connection = database.Connect();
        using var stop = ct.Register(connection.Interrupt);
        foreach (var name in lake.Names())
        {
            ct.ThrowIfCancellationRequested();
            if (isBusy(name)) continue;
            try
            {
                Tidy(lake.Table(name), name, connection, retention);
            }
            catch (CommitConflictException)
            {
                // Somebody else replaced these files first; the next round looks again.
            }
            catch (DuckDbException failed) when (!ct.IsCancellationRequested)
            {
                // One table's trouble must not keep the others, or the builds behind this, from their turn.
                Installation.Say($"the table {name} was not tidied and is tried again in {settings.MaintenanceSeconds} s: {failed.Message}");
            }
        }
    }

    private void Tidy(DeltaTable table, string name, DuckDbConnection connection, TimeSpan retention)
    {
        table.Compact(connection, IsBronze(name) ? Bronze : null);
        if (name == IngestTables.Rejected) rejectedBytes.DropOld(connection);
        table.CleanLog(retention);
        table.Vacuum(retention);
    }

    // Bronze is read by type, so its files stay sorted by it. Its rows are wide: fewer are sorted at once, and fewer wait in memory for a group to be written.
    private static CompactionOptions Bronze { get; } = new() { OrderBy = "type", SmallBytes = 8L << 20, TargetBytes = 12L << 20, RowGroupRows = 32_768 };

    private static bool IsBronze(string table) => Topics.All.Any(topic => IngestTables.BronzeOf(topic) == table);
}
