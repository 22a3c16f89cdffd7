namespace RailLife.EventLog;

/// <summary>Counters of one open log; all only grow, except <see cref="WritersBlocked"/>.</summary>
public sealed class EventLogMetrics
{
    long records, bytes, commits, fullDiskWaits, blocked;

    public long AppendedRecords => Interlocked.Read(ref records);

    public long AppendedBytes => Interlocked.Read(ref bytes);

    /// <summary>Transactions of the embedded log; fewer than calls, as concurrent calls share one.</summary>
    public long Commits => Interlocked.Read(ref commits);

    /// <summary>How often a write had to wait because the disk was full.</summary>
    public long FullDiskWaits => Interlocked.Read(ref fullDiskWaits);

    /// <summary>True while writers wait for room on the disk or for the broker.</summary>
    public bool WritersBlocked => Interlocked.Read(ref blocked) != 0;

    internal void Appended(long newRecords, long newBytes)
    {
        Interlocked.Add(ref records, newRecords);
        Interlocked.Add(ref bytes, newBytes);
        Interlocked.Increment(ref commits);
        Interlocked.Exchange(ref blocked, 0);
    }

    internal void WaitsForRoom()
    {
        Interlocked.Increment(ref fullDiskWaits);
        Interlocked.Exchange(ref blocked, 1);
    }
}
