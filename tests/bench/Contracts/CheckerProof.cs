using RailLife.Bench.Frame;

namespace RailLife.Bench.Contracts;

/// <summary>The checker against a plain one that shares no code with it, over randomly broken events.</summary>
public static class CheckerProof
{
    public static Proof Proof { get; } = new("checker", "2 million randomly broken events, judged alike by two independent checkers", RunAsync);

    private static Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct)
    {
        var rounds = options.Share(2_000_000);
        try
        {
            var refused = CheckerFuzz.Run(rounds, options.Seed);
            return Task.FromResult(new ProofResult($"{rounds} events, {refused} refused", []));
        }
        catch (InvalidOperationException disagreement)
        {
            return Task.FromResult(new ProofResult($"{rounds} events", [disagreement.Message]));
        }
    }
}
