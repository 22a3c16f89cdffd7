namespace RailLife.EventLog.Embedded;

/// <summary>Retention: deletes whole closed segments, oldest first, never one that holds a record somebody still needs.</summary>
internal static class SegmentTrim
{
    static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(1);

    /// <returns>Bytes given back.</returns>
    public static long Run(SegmentFolder folder, RetentionPolicy policy, IReadOnlyDictionary<TopicPartition, long> committed, DateTimeOffset now)
    {
        folder.DeleteLeftovers(TimeProvider.System.GetUtcNow().UtcDateTime - LeftoverAge);   // file times are the system's, whatever the log's clock
        long freed = 0;
        var sizes = folder.Numbers().ConvertAll(n => (Number: n, Bytes: folder.BytesOnDisk(n)));
        var total = sizes.Sum(s => s.Bytes);
        var newest = sizes[^1].Number;
        foreach (var (number, bytes) in sizes)
        {
            using var segment = folder.TryOpen(number);
            if (segment is null)
                continue;
            var states = segment.States();
            if (!IsUnwanted(policy, states, total, now) || !states.Partitions.All(p => IsRead(p, committed)))
                break;
            if (number == newest && !Roll(folder, number, states))
                break;
            folder.Delete(number);
            freed += bytes;
            total -= bytes;
        }
        return freed;
    }

    static bool IsUnwanted(RetentionPolicy policy, SegmentStates states, long total, DateTimeOffset now) =>
        states.HasRecords
        && ((policy.AgeMax is { } age && states.LastLoggedAt < Micros.Of(now - age)) || (policy.BytesMax is { } max && total > max));

    static bool IsRead(PartitionState p, IReadOnlyDictionary<TopicPartition, long> committed) =>
        p.NextOffset == p.StartOffset || (committed.TryGetValue(p.TopicPartition, out var next) && next >= p.NextOffset);

    /// <summary>Closes the newest segment so that it can go, and makes its successor. False when records came since it was looked at.</summary>
    static bool Roll(SegmentFolder folder, long number, SegmentStates seen)
    {
        SegmentFile? current = null;
        try
        {
            var open = folder.BeginWrite(ref current);
            if (open.Number != number || !open.States().Partitions.SequenceEqual(seen.Partitions))
            {
                open.RollBack();
                return false;
            }
            open.Close();
            open.Commit();
            folder.BeginWrite(ref current).RollBack();
            return true;
        }
        finally
        {
            current?.Dispose();
        }
    }
}
