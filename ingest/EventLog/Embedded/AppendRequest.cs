namespace RailLife.EventLog.Embedded;

/// <summary>One AppendAsync call on its way to the writer. It can be cancelled only while the writer does not hold it.</summary>
internal sealed class AppendRequest
{
    const int Waiting = 0, Taken = 1, Done = 2;
    readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationToken ct;
    CancellationTokenRegistration registration;
    int state;

    public AppendRequest(IReadOnlyList<LogEntry> entries, long bytes, CancellationToken ct)
    {
        Entries = entries;
        Bytes = bytes;
        this.ct = ct;
        if (ct.CanBeCanceled)
            registration = ct.UnsafeRegister(static r => ((AppendRequest)r!).Cancel(), this);
    }

    public IReadOnlyList<LogEntry> Entries { get; }

    public long Bytes { get; }

    public Task Task => done.Task;

    /// <summary>False when the caller gave up: the entries must not be written.</summary>
    public bool Take() => Interlocked.CompareExchange(ref state, Taken, Waiting) == Waiting;

    /// <summary>Back to waiting after a try that wrote nothing.</summary>
    public void PutBack()
    {
        Volatile.Write(ref state, Waiting);
        if (ct.IsCancellationRequested)
            Cancel();
    }

    public void Succeed() => Finish(() => done.TrySetResult());

    public void Fail(Exception error) => Finish(() => done.TrySetException(error));

    void Cancel()
    {
        if (Interlocked.CompareExchange(ref state, Done, Waiting) == Waiting)
            done.TrySetCanceled(ct);
    }

    void Finish(Action end)
    {
        registration.Dispose();
        registration = default;
        Volatile.Write(ref state, Done);
        end();
    }
}
