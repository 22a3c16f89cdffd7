using RailLife.Bench.Commerce;
using RailLife.Bench.Commerce.Api;
using RailLife.Bench.Frame;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Commerce;

/// <summary>Every endpoint of trade over HTTP, from the platform's own description; <c>./raillife prove api</c> makes 10,000 calls.</summary>
public class ApiTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Right_and_broken_calls_by_turns_are_never_answered_with_500(string kind)
    {
        using var folder = new TempFolder();
        var result = await ApiProof.RunAsync(Options(folder, 0.1), Connection(kind), CommerceBed.Ct);
        Assert.True(result.Holds, string.Join('\n', result.Violations));
    }

    [Fact]
    public async Task What_is_wrong_by_the_description_is_refused_and_changes_no_row()
    {
        using var folder = new TempFolder();
        var result = await ApiRefusals.RunAsync(Options(folder, 1), null, CommerceBed.Ct);
        Assert.True(result.Holds, string.Join('\n', result.Violations));
    }

    private static ProofOptions Options(TempFolder folder, double scale)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        return new ProofOptions(scale, seed, folder.Path, _ => { });
    }

    private static string? Connection(string kind) => kind == Databases.Sqlite ? null : PrivatePostgres.Shared().NewDatabase();
}
