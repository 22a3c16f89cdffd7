namespace RailLife.Simulator.Services;

/// <summary>What is to happen, in the order of its time; of one moment, in the order in which it was planned.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Func<Task>, (long Ticks, long Place)> waiting = new();
    private long planned;

    public void Add(DateTimeOffset at, Func<Task> what) => waiting.Enqueue(what, (at.UtcTicks, planned++));

    /// <summary>When the next thing happens; null = nothing is planned.</summary>
    public DateTimeOffset? Next => waiting.TryPeek(out _, out var key) ? new DateTimeOffset(key.Ticks, TimeSpan.Zero) : null;

    public Func<Task> Take() => waiting.Dequeue();
}
