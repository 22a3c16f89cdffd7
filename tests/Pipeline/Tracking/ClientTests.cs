using RailLife.Bench.Frame;
using RailLife.Bench.Proofs.Clients;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Pipeline.Tracking;

/// <summary>A small share of <c>prove clients</c>, by each real library.</summary>
public sealed class ClientTests
{
    private const double Share = 0.03;

    [Theory]
    [InlineData("segment")]
    [InlineData("sensors-node")]
    [InlineData("sensors-browser")]
    public async Task What_the_real_library_sends_is_in_the_lake_once_and_its_member_known(string library)
    {
        if (library == "sensors-browser" && !ClientLibraries.HasBrowser) Assert.Skip("found no Chromium; './raillife test' installs it");
        using var folder = new TempFolder();
        var result = await ClientProof.RunAsync(new ProofOptions(Share, Random.Shared.Next(), folder.Path, TestContext.Current.SendDiagnosticMessage), [library], TestContext.Current.CancellationToken);
        Assert.Empty(result.Violations);
    }
}
