namespace RailLife.Ingest;

/// <summary>Searches new bronze rows for doubles as they come.</summary>
internal sealed class DuplicateLoop(IngestParts parts)
{
    // A search costs about the same for few rows as for many; so it follows commits, but not closer than this.
    private const int PauseMs = 100;

    public void Run(CancellationToken stop)
    {
        using var connection = parts.Database.Connect();
        var finder = new DuplicateFinder(parts.Lake, connection, parts.Sealer, parts.Clock, parts.Options);
        var failureMs = parts.Options.RestartMs;
        while (!stop.IsCancellationRequested)
        {
            WaitHandle.WaitAny([parts.NewBronze, stop.WaitHandle], 2_000);
            try
            {
                finder.AdvanceAll();
                failureMs = parts.Options.RestartMs;
                stop.WaitHandle.WaitOne(parts.FlushNow ? 1 : PauseMs);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                parts.Report($"the search for doubles failed and is tried again in {failureMs} ms: {failure.GetType().Name}: {failure.Message}");
                stop.WaitHandle.WaitOne(failureMs);
                failureMs = Math.Min(failureMs * 2, parts.Options.RestartMsMax);
            }
        }
    }
}
