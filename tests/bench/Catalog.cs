using RailLife.Bench.Benches;
using RailLife.Bench.Build;
using RailLife.Bench.Commerce;
using RailLife.Bench.Commerce.Api;
using RailLife.Bench.Commerce.Crash;
using RailLife.Bench.Contracts;
using RailLife.Bench.DuckDb;
using RailLife.Bench.EventLog;
using RailLife.Bench.Frame;
using RailLife.Bench.Lake;
using RailLife.Bench.Proofs;
using RailLife.Bench.Proofs.Clients;
using RailLife.Bench.Proofs.Incremental;

namespace RailLife.Bench;

/// <summary>Every benchmark and every long proof, by name.</summary>
public static class Catalog
{
    public static IReadOnlyList<Frame.Bench> Benches { get; } =
    [
        CheckerBench.Bench,
        CheckoutBench.Bench,
        CollectBench.Bench,
        IngestBench.Bench,
        FreshnessBench.Bench,
        LedgerBench.Bench,
        BuildBench.Bench,
        LogBench.Bench,
        QueryBench.Bench,
        StoreBench.Bench,
    ];

    public static IReadOnlyList<Proof> Proofs { get; } =
    [
        ApiProof.Proof,
        BrokenProof.Proof,
        CheckerProof.Proof,
        ClientProof.Proof,
        CommerceCrashProof.Proof,
        CommitProof.Proof,
        CrashProof.Proof,
        IncrementalProof.Proof,
        LogProof.Proof,
        PriceProof.Proof,
        RandomValues.Proof,
        RebalanceProof.Proof,
        StockProof.Proof,
    ];

    /// <summary>Verbs of the processes that a proof starts and kills; not for people.</summary>
    public static IReadOnlyDictionary<string, Func<string[], Task<int>>> Children { get; } = new Dictionary<string, Func<string[], Task<int>>>
    {
        ["bench-ingest"] = IngestBench.ChildIngestAsync,
        ["bench-collect"] = CollectServer.ChildAsync,
        ["bench-platform"] = FreshnessBench.ChildPlatformAsync,
        ["bench-trade"] = CheckoutBench.ChildTradeAsync,
        ["bench-serve"] = QueryBench.ChildServeAsync,
        ["crash-life"] = CrashProof.ChildAsync,
        ["commit-loop"] = CommitChildren.LoopAsync,
        ["commit-race"] = CommitChildren.RaceAsync,
        ["lease"] = LogChildren.LeaseAsync,
        ["log-append"] = LogChildren.AppendAsync,
        ["trade-life"] = TradeProcess.ChildAsync,
    };
}
