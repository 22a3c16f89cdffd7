using RailLife.Bench.Benches;
using RailLife.Bench.Frame;
using RailLife.Bench.Load;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Host.Check;
using RailLife.Host.Platform;
using RailLife.Host.Settings;
using RailLife.Ingest;

namespace RailLife.Bench.Proofs;

/// <summary>A platform that is killed at fifty moments ends with the same lake and libraries as one that was left alone.</summary>
public static class CrashProof
{
    private static readonly string[] Points = ["append", "file-written", "between-commits", "build", "compaction", "checkpoint"];
    private const int Moments = 54;
    private const int BatchesPerLife = 6;
    private const int EventsPerBatch = 250;
    private const int TriesPerMoment = 4;

    public static Proof Proof { get; } = new("crash", "kill -9 at 54 moments of append, ingest, build, compaction and checkpoint: the lake is as if nothing had happened", RunAsync);

    private static async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct)
    {
        var (moments, random) = (options.Share(Moments, Points.Length), new Random(options.Seed));
        var startsAt = DateTimeOffset.UtcNow.AddMinutes(-30);
        var killed = Points.ToDictionary(p => p, _ => 0);
        var disturbed = Path.Combine(options.Folder, "disturbed");
        var lives = 0;
        for (var moment = 0; moment < moments; moment++)
        {
            var point = Points[moment % Points.Length];
            for (var attempt = 0; attempt < TriesPerMoment; attempt++)
            {
                // Later tries ask for an earlier occurrence: a short life may not meet the point often.
                var spec = $"{point}:{random.Next(1, Math.Max(2, 6 - 2 * attempt))}";
                var died = await Task.Run(() => Live(disturbed, options.Seed, startsAt, ++lives * BatchesPerLife, spec), ct);
                options.Say($"{spec}: {(died ? "killed" : "not met, the life ended by itself")}");
                if (!died) continue;
                killed[point]++;
                break;
            }
        }
        var batches = lives * BatchesPerLife;
        if (Live(disturbed, options.Seed, startsAt, batches, crashAt: null)) throw new InvalidOperationException("the last life was to end by itself");
        var undisturbed = Path.Combine(options.Folder, "undisturbed");
        if (Live(undisturbed, options.Seed, startsAt, batches, crashAt: null)) throw new InvalidOperationException("the undisturbed life was to end by itself");

        await using var left = Open(undisturbed);
        await using var right = Open(disturbed);
        var violations = TableCompare.Differences(left.Lake, right.Lake)
            .Concat((await PlatformCheck.RunAsync(right, ct)).Where(c => !c.Holds).SelectMany(c => c.Differences.Take(3).Select(d => $"{c.Name}: {d}")))
            .Concat(killed.Where(k => k.Value < moments / Points.Length - 1).Select(k => $"{k.Key} was met {k.Value} times only"));
        return new($"{killed.Values.Sum()} kills ({string.Join(", ", killed.Select(k => $"{k.Key} {k.Value}"))}), {batches * EventsPerBatch:N0} events", [.. violations]);
    }

    /// <returns>True when the process was killed.</returns>
    private static bool Live(string data, int seed, DateTimeOffset startsAt, int batches, string? crashAt)
    {
        using var child = ChildProcess.Start("crash-life", crashAt, [data, $"{seed}", $"{startsAt:O}", $"{batches}"]);
        var said = child.ReadToEnd();
        if (said.Contains("lived", StringComparison.Ordinal)) return false;
        const int sigkill = 128 + 9;
        return child.ExitCode == sigkill ? true : throw new InvalidOperationException($"a life ended with code {child.ExitCode}: {said}");
    }

    /// <summary>The child: appends the batches that the log does not have yet while ingest and builds run, waits until all stands in the libraries, tidies.</summary>
    public static async Task<int> ChildAsync(string[] args)
    {
        var (data, seed, startsAt, batches) = (args[0], int.Parse(args[1]), DateTimeOffset.Parse(args[2]), int.Parse(args[3]));
        await using var installation = Open(data);
        await using (await RunningPlatform.StartAsync(installation, new(Ingest: true, Build: true, Serve: false), CancellationToken.None))
        {
            // A batch is in the log as a whole or not at all, so the number of records tells where to go on.
            var have = (await IngestProgress.OfAsync(installation.Log, installation.Lake, CancellationToken.None)).Sum(p => p.End) / EventsPerBatch;
            var pool = new EventPool(seed, startsAt, size: batches * EventsPerBatch);
            for (var batch = 0; batch < batches; batch++)
            {
                var entries = pool.Take(EventsPerBatch);
                if (batch < have) continue;
                var append = installation.Log.AppendAsync(entries, CancellationToken.None);
                CrashPoint.During("append", () => { append.GetAwaiter().GetResult(); return 0; });
            }
            await CatchUp.RunAsync(installation, CancellationToken.None);
        }
        using (var tidy = new BuildLoop(installation)) tidy.Tidy(CancellationToken.None);
        Console.WriteLine("lived");
        return 0;
    }

    /// <summary>Small batches and much tidying, so that every moment comes often.</summary>
    private static Installation Open(string data) => IngestBench.Open(data, new()
    {
        Ingest = new() { FlushMs = 20, BatchRowsMax = 200 },
        Build = new() { IntervalMs = 100 },
        Lake = new() { MaintenanceSeconds = 1 },
    });
}
