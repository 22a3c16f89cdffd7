namespace RailLife.EventLog.Embedded;

/// <summary>Wakes the readers of this process as soon as its writer has committed.</summary>
internal sealed class LogSignal
{
    readonly Lock gate = new();
    TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long version;

    public long Version => Interlocked.Read(ref version);

    public void Raise()
    {
        TaskCompletionSource old;
        lock (gate)
        {
            version++;
            old = next;
            next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        old.TrySetResult();
    }

    /// <summary>Returns at once when something was raised after <paramref name="seen"/>, else waits for it or for the time.</summary>
    public void Wait(long seen, TimeSpan time, CancellationToken ct)
    {
        Task task;
        lock (gate)
        {
            if (version != seen)
                return;
            task = next.Task;
        }
        task.Wait((int)Math.Ceiling(time.TotalMilliseconds), ct);
    }
}
