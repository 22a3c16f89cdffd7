namespace RailLife.Commerce;

/// <summary>Work that falls due with time: timeouts, retries, sealing. The clock part calls it again and again; one process at a time.</summary>
public interface IDueWork
{
    /// <summary>For logs and metrics: <c>unpaid-orders</c>.</summary>
    string Name { get; }

    /// <summary>How often it is looked at.</summary>
    TimeSpan Every { get; }

    /// <summary>Rings when something falls due before that; null = nobody rings.</summary>
    DueBell? Bell => null;

    /// <summary>Does what is due by now, a bounded share of it.</summary>
    /// <returns>How many things were done; as many as the bound means that more may wait.</returns>
    Task<int> RunDueAsync(CancellationToken ct);
}

/// <summary>A piece of due work from a method.</summary>
public sealed record DueWork(string Name, TimeSpan Every, Func<CancellationToken, Task<int>> Run) : IDueWork
{
    public DueBell? Bell { get; init; }

    public Task<int> RunDueAsync(CancellationToken ct) => Run(ct);
}
