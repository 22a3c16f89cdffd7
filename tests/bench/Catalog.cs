using RailLife.Bench.Build;
using RailLife.Bench.Contracts;
using RailLife.Bench.DuckDb;
using RailLife.Bench.EventLog;
using RailLife.Bench.Frame;
using RailLife.Bench.Lake;
using RailLife.Bench.Proofs;
using RailLife.Bench.Proofs.Incremental;

namespace RailLife.Bench;

/// <summary>Every benchmark and every long proof, by name.</summary>
public static class Catalog
{
    public static IReadOnlyList<Frame.Bench> Benches { get; } =
    [
        CheckerBench.Bench,
        BuildBench.Bench,
        LogBench.Bench,
    ];

    public static IReadOnlyList<Proof> Proofs { get; } =
    [
        BrokenProof.Proof,
        CheckerProof.Proof,
        CommitProof.Proof,
        IncrementalProof.Proof,
        LogProof.Proof,
        RandomValues.Proof,
    ];

    /// <summary>Verbs of the processes that a proof starts and kills; not for people.</summary>
    public static IReadOnlyDictionary<string, Func<string[], Task<int>>> Children { get; } = new Dictionary<string, Func<string[], Task<int>>>
    {
        ["commit-loop"] = CommitChildren.LoopAsync,
        ["commit-race"] = CommitChildren.RaceAsync,
        ["lease"] = LogChildren.LeaseAsync,
        ["log-append"] = LogChildren.AppendAsync,
    };
}
