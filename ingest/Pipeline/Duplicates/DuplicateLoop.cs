namespace RailLife.Ingest;

/// <summary>Searches new bronze rows for doubles as they come.</summary>
internal sealed class DuplicateLoop(IngestParts parts)
{
    // A search costs about the same for few rows as for many. So it follows commits, but not too closely, and takes a fifth of a core at most.
    private const int PauseMs = 100;
    private const int PauseMsMax = 1_500;

    public void Run(CancellationToken stop)
    {
        using var connection = parts.Database.Connect();
        var finder = new DuplicateFinder(parts, connection);
        var failureMs = parts.Options.RestartMs;
        while (!stop.IsCancellationRequested)
        {
            WaitHandle.WaitAny([parts.NewBronze, stop.WaitHandle], 2_000);
            try
            {
                var started = parts.Clock.GetTimestamp();
                finder.AdvanceAll();
                failureMs = parts.Options.RestartMs;
                stop.WaitHandle.WaitOne(Pause(parts.Clock.GetElapsedTime(started)));
            }
            catch (Exception failure)
            {
                parts.Report($"the search for doubles failed and is tried again in {failureMs} ms: {failure.GetType().Name}: {failure.Message}");
                stop.WaitHandle.WaitOne(failureMs);
                failureMs = Math.Min(failureMs * 2, parts.Options.RestartMsMax);
            }
        }
    }

    private int Pause(TimeSpan searched) =>
        (int)Math.Clamp(searched.TotalMilliseconds * 4, parts.FlushNow ? 1 : PauseMs, PauseMsMax);
}
