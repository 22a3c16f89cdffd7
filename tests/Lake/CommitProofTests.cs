using RailLife.Bench.Frame;
using RailLife.Bench.Proofs;

namespace RailLife.Tests.Lake;

public sealed class CommitProofTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_processes_never_both_win_a_version_and_a_kill_tears_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("raillife-commit-proof-").FullName;
        try
        {
            var seed = Random.Shared.Next();
            output.WriteLine($"seed {seed}");
            var result = await CommitProof.RunAsync(new ProofOptions(0.02, seed, folder, output.WriteLine), CancellationToken.None);
            Assert.Empty(result.Violations);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
