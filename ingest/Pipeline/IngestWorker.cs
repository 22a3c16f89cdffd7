namespace RailLife.Ingest;

/// <summary>Keeps one session going: a session that fails is thrown away and a new one reads on from what the lake has.</summary>
internal sealed class IngestWorker(IngestParts parts, int number)
{
    public void Run(CancellationToken stop)
    {
        var pause = parts.Options.RestartMs;
        while (!stop.IsCancellationRequested)
        {
            var started = parts.Clock.GetTimestamp();
            try
            {
                using var session = new IngestSession(parts, number);
                session.Run(stop);
                return;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                parts.Metrics.Restarted();
                pause = parts.Clock.GetElapsedTime(started) > TimeSpan.FromMinutes(1) ? parts.Options.RestartMs : pause;
                parts.Report($"ingest worker {number} failed and starts again in {pause} ms: {failure.GetType().Name}: {failure.Message}");
                stop.WaitHandle.WaitOne(pause);
                pause = Math.Min(pause * 2, parts.Options.RestartMsMax);
            }
            catch (Exception failure)
            {
                parts.Report($"ingest worker {number} could not write its last batch, which will be read again: {failure.Message}");
                return;
            }
        }
    }
}
