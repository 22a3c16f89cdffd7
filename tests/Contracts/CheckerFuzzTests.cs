using RailLife.Bench.Contracts;

namespace RailLife.Tests.Contracts;

public class CheckerFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Two_independent_checkers_agree_on_broken_events()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var refused = CheckerFuzz.Run(20_000, seed);
        Assert.InRange(refused, 5_000, 19_000);
    }
}
