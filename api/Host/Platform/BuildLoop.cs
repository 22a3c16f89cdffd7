using RailLife.DuckDb;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Warehouse;

namespace RailLife.Host.Platform;

/// <summary>Follows bronze: whenever it has moved, the models are brought up to date, those with a promise first; beside it the tables are tidied now and then. One per installation, by lease.</summary>
public sealed class BuildLoop : IDisposable
{
    private const int LookMs = 100;

    private readonly Installation _installation;
    private readonly DuckDbDatabase _database;
    private readonly WarehouseBuilder _builder;
    private readonly Maintenance _maintenance;
    private readonly BuildSchedule _schedule;

    public BuildLoop(Installation installation)
    {
        _installation = installation;
        _database = DuckDbDatabase.Open(installation.Share.Build);
        _builder = new(installation.Lake, installation.Graph, _database, installation.Clock, new() { Moment = CrashPoint.Reach });
        _maintenance = new(
            installation.Lake, installation.Share.Tidy, installation.Settings.Lake,
            new RejectedBytes(installation.Lake, installation.Clock, installation.Settings.ToIngest(installation.Share)));
        Status = BuildStatus.Read(installation.Settings.Data);
        _schedule = new(installation.Graph, TimeSpan.FromMilliseconds(installation.Settings.Build.IntervalMs), Status?.Models.ToDictionary(m => m.Name, m => m.Seen) ?? []);
    }

    /// <summary>The last build, of this process or an earlier one; null before the first.</summary>
    public BuildStatus? Status { get; private set; }

    /// <summary>Builds since the start of this process.</summary>
    public long Builds { get; private set; }

    public void Run(CancellationToken stop)
    {
        var tidying = new Thread(() => TidyNowAndThen(stop)) { Name = "tidy", IsBackground = true };
        tidying.Start();
        Follow(stop);
        tidying.Join();
    }

    private void Follow(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var built = false;
            try
            {
                var due = _schedule.Next(DuplicatesVersion(_installation.Lake), _installation.Clock.GetUtcNow());
                built = due.Count > 0;
                if (built) BuildOnce(new(string.Join(',', due)), stop);
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
            if (!built) stop.WaitHandle.WaitOne(LookMs);
        }
    }

    private void TidyNowAndThen(CancellationToken stop)
    {
        while (!stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(_installation.Settings.Lake.MaintenanceSeconds)))
        {
            try
            {
                Tidy(stop);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Installation.Say($"tidying the tables failed and is tried again: {e.GetType().Name}: {e.Message}");
            }
        }
    }

    /// <summary>One build now; the status is written whatever came of it.</summary>
    public BuildReport BuildOnce(BuildRequest request, CancellationToken ct)
    {
        var (seen, started) = (DuplicatesVersion(_installation.Lake), _installation.Clock.GetUtcNow());
        var report = _builder.Build(request with { Failed = Failed() }, ct);
        _schedule.Built([.. report.Models.Where(m => m.Mode != BuildMode.View).Select(m => m.Model)], seen, started, _installation.Clock.GetUtcNow());
        Status = BuildStatus.Of(_schedule, report, Status);
        Status.Write(_installation.Settings.Data);
        if (report.Changed) Builds++;
        foreach (var failed in report.Models.Where(m => m.Mode == BuildMode.Failed)) Installation.Say($"model {failed.Model} was not published: {failed.Reason}");
        return report;
    }

    private HashSet<string> Failed() => [.. Status?.Models.Where(m => m.Error is not null).Select(m => m.Name) ?? []];

    /// <summary>What a build would do now, and why.</summary>
    public BuildReport Explain(BuildRequest request) => _builder.Explain(request);

    /// <summary>Merges small files and removes what nothing needs any more.</summary>
    public void Tidy(CancellationToken ct) => _maintenance.Run(table => table == _builder.Building, ct);

    /// <summary>How far bronze has been searched for doubles, which is as far as silver reads.</summary>
    public static long DuplicatesVersion(DeltaLake lake) =>
        lake.Table("ods_duplicate") is var table && table.Exists() ? table.Read().Version : -1;

    public void Dispose() => _database.Dispose();
}
