namespace RailLife.Commerce;

/// <summary>Rings for due work that need not wait for its next look. It is heard in this process only: a clock in another one looks by itself.</summary>
public sealed class DueBell
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        try
        {
            if (rung.CurrentCount == 0) rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody rang at the same moment: once is enough.
        }
    }

    /// <summary>Rings when something that was planned falls due.</summary>
    public void RingIn(TimeSpan later)
    {
        if (later <= TimeSpan.Zero) Ring();
        else _ = Task.Delay(later).ContinueWith(_ => Ring(), TaskScheduler.Default);
    }

    /// <summary>Waits until it rings, at most so long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken ct) => rung.WaitAsync(most, ct);
}
