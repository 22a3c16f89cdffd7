namespace RailLife.Host.Check;

/// <summary>What one check looked at and what differs; no difference = it holds.</summary>
public sealed record CheckResult(string Name, string Summary, IReadOnlyList<string> Differences)
{
    public bool Holds => Differences.Count == 0;
}
