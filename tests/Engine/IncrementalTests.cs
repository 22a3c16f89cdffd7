using RailLife.Bench.Frame;
using RailLife.Bench.Proofs.Incremental;

namespace RailLife.Tests.Engine;

public class IncrementalTests(ITestOutputHelper output)
{
    [Fact]
    public void Incremental_rows_equal_full_ones_after_any_sequence_of_commits()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var folder = Directory.CreateTempSubdirectory("raillife-incremental-").FullName;
        try
        {
            var result = IncrementalProof.Run(new ProofOptions(0.01, seed, folder, output.WriteLine), TestContext.Current.CancellationToken, events: 3000);
            output.WriteLine(result.Summary);
            Assert.True(result.Holds, $"seed {seed}:\n{string.Join('\n', result.Violations)}");
            Assert.Contains("ByKey", result.Summary);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
