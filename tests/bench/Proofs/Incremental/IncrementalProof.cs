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

    public static Proof Proof { get; } = new("incremental", "300 random splits of the same 20,000 events: incremental rows equal full ones", (options, ct) => Task.Run(() => Run(options, ct), ct));

    /// <param name="options">The scale says how many splits; the events stay 20,000 unless <paramref name="events"/> says otherwise.</param>
    public static ProofResult Run(ProofOptions options, CancellationToken ct, int events = Events)
    {
        var graph = ModelGraph.Load([WarehouseFolder.Models()]);
        var random = new Random(options.Seed);
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 2 });
        using var connection = database.Connect();
        var made = new ToyEvents(options.Seed).Make(events);
        var (violations, modes) = (new List<string>(), new SortedDictionary<string, int>());
        var splits = options.Share(Splits);
        for (var split = 0; split < splits && violations.Count < 10; split++)
        {
            ct.ThrowIfCancellationRequested();
            var folder = Path.Combine(options.Folder, split.ToString(CultureInfo.InvariantCulture));
            var lake = new DeltaLake(folder, TimeProvider.System);
            var bronze = new ToyBronze(lake, connection);
            bronze.Load(made);
            foreach (var mode in Build(graph, lake, bronze, database, random))
                modes[mode] = modes.GetValueOrDefault(mode) + 1;
            violations.AddRange(new PlainOracle(lake, graph, connection).Differences().Select(d => $"split {split} of seed {options.Seed}: {d}"));
            Directory.Delete(folder, recursive: true);
            if ((split + 1) % 10 == 0)
                options.Say($"{split + 1} of {splits} splits");
        }
        return new ProofResult($"{splits} splits of {events} events; steps: {string.Join(", ", modes.Select(m => $"{m.Value} {m.Key}"))}", violations);
    }

    // Builds come now and then: after every batch, or after several; of everything, or of a part.
    private static IEnumerable<string> Build(ModelGraph graph, DeltaLake lake, ToyBronze bronze, DuckDbDatabase database, Random random)
    {
        var batches = random.Next(2, 12);
        bronze.Shuffle(random.Next(), batches);
        var builder = new WarehouseBuilder(lake, graph, database, TimeProvider.System, new BuildOptions { IdleVersionsMax = random.Next(1, 6), ReplacedShareMax = random.Next(2) == 0 ? 0.5 : 2 });
        var steps = new List<string>();
        for (var batch = 0; batch < batches; batch++)
        {
            bronze.Commit(batch);
            if (random.Next(3) > 0)
                bronze.AdvanceDuplicates();
            if (random.Next(3) > 0)
                steps.AddRange(Check(builder.Build(new BuildRequest(random.Next(5) == 0 ? "+subject_order" : null))));
        }
        bronze.AdvanceDuplicates();
        steps.AddRange(Check(builder.Build()));
        // Nothing is left to do: a second build changes nothing.
        if (builder.Build() is { Changed: true } again)
            steps.Add("NOT SETTLED " + string.Join(", ", again.Models.Where(m => m.Rows > 0).Select(m => m.Model)));
        return steps;
    }

    private static IEnumerable<string> Check(BuildReport report) => report.Succeeded
        ? report.Models.Where(m => m.Mode is not BuildMode.View).Select(m => m.Mode.ToString())
        : throw new InvalidOperationException($"a build failed:\n{report}");
}
