namespace RailLife.Bench.Frame;

/// <param name="Scale">Share of the full size, (0..1]: the tests run a small one.</param>
/// <param name="Seed">Printed with every run, so that a failure can be repeated.</param>
public sealed record ProofOptions(double Scale, int Seed, string Folder, Action<string> Say)
{
    /// <summary>The full count at this scale, at least <paramref name="least"/>.</summary>
    public int Share(int full, int least = 1) => Math.Max(least, (int)Math.Round(full * Scale));
}

/// <summary>What a long proof found; empty = it holds.</summary>
public sealed record ProofResult(string Summary, IReadOnlyList<string> Violations)
{
    public bool Holds => Violations.Count == 0;
}

/// <summary>A law shown at length: <c>raillife prove NAME</c>.</summary>
public sealed record Proof(string Name, string Summary, Func<ProofOptions, CancellationToken, Task<ProofResult>> RunAsync);
