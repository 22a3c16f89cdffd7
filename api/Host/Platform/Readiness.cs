using RailLife.Host.Http;
using RailLife.Ingest;

namespace RailLife.Host.Platform;

/// <summary>What /readyz asks of each part.</summary>
internal static class Readiness
{
    public static IReadOnlyList<HealthPart> Of(Installation installation, IngestService? ingest, Func<BuildStatus?> status) =>
    [
        new("log", ct => LogAsync(installation, ct)),
        new("lake", _ => ValueTask.FromResult(new HealthAnswer(true, $"{installation.Lake.Names().Count} tables"))),
        new("ingest", _ => ValueTask.FromResult(Ingest(ingest))),
        new("build", _ => ValueTask.FromResult(Build(status()))),
    ];

    private static async ValueTask<HealthAnswer> LogAsync(Installation installation, CancellationToken ct)
    {
        var lag = (await IngestProgress.OfAsync(installation.Log, installation.Lake, ct)).Sum(p => p.Lag);
        return installation.Log.Metrics.WritersBlocked ? new(false, "writers wait: the disk is full or the broker is away") : new(true, $"{lag} events wait for ingest");
    }

    private static HealthAnswer Ingest(IngestService? ingest) => ingest switch
    {
        null => new(true, "runs in another process"),
        { Metrics.Stopped.Count: > 0 } => new(false, string.Join("; ", ingest.Metrics.Stopped.Select(s => $"{s.Key.Topic}/{s.Key.Partition}: {s.Value}"))),
        _ => new(true, $"{ingest.Metrics.Commits} commits"),
    };

    private static HealthAnswer Build(BuildStatus? last) => last switch
    {
        null => new(true, "nothing built yet"),
        { Succeeded: false } => new(false, string.Join("; ", last.Models.Where(m => m.Error is not null).Select(m => $"{m.Name}: {m.Error}"))),
        _ => new(true, $"last build {last.StartedAt:u}, {last.Millis} ms"),
    };
}
