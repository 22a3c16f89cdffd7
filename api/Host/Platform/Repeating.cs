namespace RailLife.Host.Platform;

/// <summary>A loop in the background that outlives failures: it says them, waits longer each time, and goes on.</summary>
internal sealed class Repeating : IAsyncDisposable
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    /// <param name="once">One round; how long to wait until the next one.</param>
    public Repeating(string name, Func<CancellationToken, Task<TimeSpan>> once) => loop = Task.Run(() => RunAsync(name, once));

    private async Task RunAsync(string name, Func<CancellationToken, Task<TimeSpan>> once)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            var pause = PauseMax;
            try
            {
                pause = await once(stop.Token);
                failures = 0;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                pause = TimeSpan.FromSeconds(Math.Min(PauseMax.TotalSeconds, Math.Pow(2, Math.Min(failures++, 5))));
                Installation.Say($"{name} failed and is tried again in {pause.TotalSeconds:0} s: {e.GetType().Name}: {e.Message}");
            }
            if (pause > TimeSpan.Zero) await Task.WhenAny(Task.Delay(pause, stop.Token));   // a stop ends the wait without an exception
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
    }
}
