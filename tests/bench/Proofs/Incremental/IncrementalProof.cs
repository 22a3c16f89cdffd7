using System.Collections.Concurrent;
using System.Globalization;
using RailLife.Bench.Frame;
using RailLife.DuckDb;
using RailLife.Lake;
using RailLife.Warehouse;

namespace RailLife.Bench.Proofs.Incremental;

/// <summary>After any sequence of commits - late, doubled, shuffled - incremental models hold the rows that a full build gives.</summary>
public static class IncrementalProof
{
    private const int Splits = 300;
    private const int Events = 20_000;
    private const int ViolationsMax = 10;

    public static Proof Proof { get; } = new("incremental", "300 random splits of the same 20,000 events: incremental rows equal full ones", (options, ct) => Task.Run(() => Run(options, ct), ct));

    /// <param name="options">The scale says how many splits; the events stay 20,000 unless <paramref name="events"/> says otherwise.</param>
    public static ProofResult Run(ProofOptions options, CancellationToken ct, int events = Events)
    {
        var graph = ModelGraph.Load([WarehouseFolder.Models()]);
        var made = new ToyEvents(options.Seed).Make(events);
        var (violations, modes) = (new ConcurrentQueue<string>(), new ConcurrentDictionary<string, int>());
        var (splits, next, done) = (options.Share(Splits), -1, 0);
        // A split is small: one thread each and as many side by side as there are cores is quickest.
        Parallel.For(0, Math.Min(splits, Environment.ProcessorCount), new ParallelOptions { CancellationToken = ct }, _ =>
        {
            using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
            using var connection = database.Connect();
            ToyBronze.Load(connection, made);
            for (var split = Interlocked.Increment(ref next); split < splits && violations.Count < ViolationsMax; split = Interlocked.Increment(ref next))
            {
                ct.ThrowIfCancellationRequested();
                foreach (var violation in Run(options, split, graph, database, connection, modes))
                    violations.Enqueue($"split {split} of seed {options.Seed}: {violation}");
                if (Interlocked.Increment(ref done) is var count && count % 10 == 0)
                    options.Say($"{count} of {splits} splits, {violations.Count} violations");
            }
        });
        return new ProofResult($"{done} splits of {events} events; steps: {string.Join(", ", modes.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Value} {m.Key}"))}", [.. violations]);
    }

    // A split's history depends on the seed and its number alone, whatever runs beside it.
    private static List<string> Run(ProofOptions options, int split, ModelGraph graph, DuckDbDatabase database, DuckDbConnection connection, ConcurrentDictionary<string, int> modes)
    {
        var folder = Path.Combine(options.Folder, split.ToString(CultureInfo.InvariantCulture));
        var lake = new DeltaLake(folder, TimeProvider.System);
        var builder = Build(graph, lake, new ToyBronze(lake, connection), database, new Random(unchecked((options.Seed * 31) + split)), modes);
        List<string> violations = [.. new PlainOracle(lake, graph, connection).Differences()];
        // Nothing is left to do: a second build changes nothing.
        if (builder.Build() is { Changed: true } again)
            violations.Add($"a second build still changed rows:\n{again}");
        Directory.Delete(folder, recursive: true);
        return violations;
    }

    // Builds come now and then: after every batch, or after several; of everything, or of a part.
    private static WarehouseBuilder Build(ModelGraph graph, DeltaLake lake, ToyBronze bronze, DuckDbDatabase database, Random random, ConcurrentDictionary<string, int> modes)
    {
        var batches = random.Next(2, 12);
        bronze.Shuffle(random.Next(), batches);
        var builder = new WarehouseBuilder(lake, graph, database, TimeProvider.System, new BuildOptions { IdleVersionsMax = random.Next(1, 6), ReplacedShareMax = random.Next(2) == 0 ? 0.5 : 2, SliceRows = random.Next(2) == 0 ? 4_000 : 1_000_000 });
        for (var batch = 0; batch < batches; batch++)
        {
            bronze.Commit(batch);
            if (random.Next(3) > 0)
                bronze.AdvanceDuplicates();
            if (random.Next(3) > 0)
                Count(builder.Build(new BuildRequest(random.Next(5) == 0 ? "+subject_order" : null)), modes);
        }
        bronze.AdvanceDuplicates();
        Count(builder.Build(), modes);
        return builder;
    }

    private static void Count(BuildReport report, ConcurrentDictionary<string, int> modes)
    {
        if (!report.Succeeded)
            throw new InvalidOperationException($"a build failed:\n{report}");
        foreach (var model in report.Models.Where(m => m.Mode is not BuildMode.View))
            modes.AddOrUpdate(model.Mode.ToString(), 1, (_, count) => count + 1);
    }
}
