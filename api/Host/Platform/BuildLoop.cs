using RailLife.DuckDb;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Warehouse;

namespace RailLife.Host.Platform;

/// <summary>Follows bronze: whenever it has moved, the models are brought up to date; now and then the tables are tidied. One per installation, by lease.</summary>
public sealed class BuildLoop : IDisposable
{
    private const int LookMs = 100;

    private readonly Installation _installation;
    private readonly DuckDbDatabase _database;
    private readonly WarehouseBuilder _builder;
    private readonly Maintenance _maintenance;
    private long _seen = -1;

    public BuildLoop(Installation installation)
    {
        _installation = installation;
        _database = DuckDbDatabase.Open(installation.Share.Build);
        _builder = new(installation.Lake, installation.Graph, _database, installation.Clock, new() { Moment = CrashPoint.Reach });
        _maintenance = new(
            installation.Lake, _database, installation.Settings.Lake,
            new RejectedBytes(installation.Lake, installation.Clock, installation.Settings.ToIngest(installation.Share)));
        Status = BuildStatus.Read(installation.Settings.Data);
    }

    /// <summary>The last build, of this process or an earlier one; null before the first.</summary>
    public BuildStatus? Status { get; private set; }

    /// <summary>Builds since the start of this process.</summary>
    public long Builds { get; private set; }

    public void Run(CancellationToken stop)
    {
        var clock = _installation.Clock;
        var tidied = clock.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (DuplicatesVersion(_installation.Lake) is var now && now != _seen) BuildOnce(new(), stop);
                if (clock.GetElapsedTime(tidied) >= TimeSpan.FromSeconds(_installation.Settings.Lake.MaintenanceSeconds))
                {
                    _maintenance.Run(stop);
                    tidied = clock.GetTimestamp();
                }
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;   // interrupted in the middle; the next start goes on from the last commit
            }
            catch (Exception e)
            {
                Installation.Say($"the build failed and is tried again: {e.GetType().Name}: {e.Message}");
                stop.WaitHandle.WaitOne(1_000);
            }
            stop.WaitHandle.WaitOne(_seen >= 0 && DuplicatesVersion(_installation.Lake) == _seen ? LookMs : _installation.Settings.Build.IntervalMs);
        }
    }

    /// <summary>One build now; the status is written whatever came of it.</summary>
    public BuildReport BuildOnce(BuildRequest request, CancellationToken ct)
    {
        var seen = DuplicatesVersion(_installation.Lake);
        var report = _builder.Build(request, ct);
        Status = BuildStatus.Of(seen, report, Status);
        Status.Write(_installation.Settings.Data);
        if (report.Changed) Builds++;
        foreach (var failed in report.Models.Where(m => m.Mode == BuildMode.Failed)) Installation.Say($"model {failed.Model} was not published: {failed.Reason}");
        _seen = seen;
        return report;
    }

    /// <summary>What a build would do now, and why.</summary>
    public BuildReport Explain(BuildRequest request) => _builder.Explain(request);

    /// <summary>Merges small files and removes what nothing needs any more.</summary>
    public void Tidy(CancellationToken ct) => _maintenance.Run(ct);

    /// <summary>How far bronze has been searched for doubles, which is as far as silver reads.</summary>
    public static long DuplicatesVersion(DeltaLake lake) =>
        lake.Table("ods_duplicate") is var table && table.Exists() ? table.Read().Version : -1;

    public void Dispose() => _database.Dispose();
}
