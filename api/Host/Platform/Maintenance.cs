using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Host.Settings;
using RailLife.Ingest;
using RailLife.Lake;

namespace RailLife.Host.Platform;

/// <summary>Keeps the tables quick to read: small files are merged, old versions, crash leftovers and rejected bytes go after their retention.</summary>
public sealed class Maintenance(DeltaLake lake, DuckDbDatabase database, LakeSettings settings, RejectedBytes rejectedBytes)
{
    public void Run(CancellationToken ct)
    {
        var retention = TimeSpan.FromDays(settings.RetentionDays);
        using var connection = database.Connect();
        using var stop = ct.Register(connection.Interrupt);
        foreach (var name in lake.Names())
        {
            ct.ThrowIfCancellationRequested();
            var table = lake.Table(name);
            try
            {
                // Bronze is read by type, so its files stay sorted by it.
                table.Compact(connection, new() { OrderBy = IsBronze(name) ? "type" : null });
                if (name == IngestTables.Rejected) rejectedBytes.DropOld(connection);
            }
            catch (CommitConflictException)
            {
                continue;   // somebody else replaced these files first; the next round looks again
            }
            table.CleanLog(retention);
            table.Vacuum(retention);
        }
    }

    private static bool IsBronze(string table) => Topics.All.Any(topic => IngestTables.BronzeOf(topic) == table);
}
