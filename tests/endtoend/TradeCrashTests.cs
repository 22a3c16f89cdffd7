using RailLife.Bench.Commerce.Crash;
using RailLife.Bench.Frame;

namespace RailLife.Tests.EndToEnd;

/// <summary>A share of <c>prove commerce-crash</c>: the trade services die a few times under eight busy members.</summary>
public sealed class TradeCrashTests
{
    private const double Share = 0.08;   // four kills

    [Fact]
    public async Task What_clients_were_told_is_so_after_kills()
    {
        var seed = Random.Shared.Next();
        var folder = Directory.CreateTempSubdirectory("raillife-crash-");
        try
        {
            var result = await CommerceCrashProof.RunAsync(new ProofOptions(Share, seed, folder.FullName, line => TestContext.Current.SendDiagnosticMessage(line)), ["sqlite"], TestContext.Current.CancellationToken);
            Assert.True(result.Holds, $"seed {seed}: {string.Join("; ", result.Violations)}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
