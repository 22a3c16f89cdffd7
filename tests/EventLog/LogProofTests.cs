using RailLife.Bench.EventLog;
using RailLife.Bench.Frame;

namespace RailLife.Tests.EventLog;

/// <summary>A small share of the long proof and of the bench, with a fresh seed.</summary>
public sealed class LogProofTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public async Task Random_histories_equal_a_list_per_partition()
    {
        var seed = Random.Shared.Next();
        var result = await LogProof.Proof.RunAsync(new ProofOptions(0.03, seed, folder.Path, _ => { }), TestContext.Current.CancellationToken);
        Assert.True(result.Holds, $"seed {seed}: {string.Join("; ", result.Violations)}");
    }

    [Fact]
    public async Task The_bench_reads_what_it_appended()
    {
        var rows = await LogBench.Bench.RunAsync(new BenchOptions(0.001, folder.Path, _ => { }), TestContext.Current.CancellationToken);
        Assert.Equal(["log.append.1", "log.append.8", "log.read", "log.read.bytes"], rows.Select(r => r.Name));
        Assert.All(rows, r => Assert.True(r.Value > 0, r.Name));
    }

    public void Dispose() => folder.Dispose();
}
