namespace RailLife.EventLog.Embedded;

/// <summary>First and next offsets, asked often (lag): keeps the oldest and the newest segment open between questions.</summary>
internal sealed class SegmentRanges(SegmentFolder folder) : IDisposable
{
    readonly Lock gate = new();
    readonly Dictionary<long, SegmentReader> readers = [];

    public OffsetRange Of(TopicPartition tp)
    {
        lock (gate)
        {
            while (true)
            {
                var numbers = folder.Numbers();
                if (numbers.Count == 0)
                    throw new IOException("the event log's folder holds no segment any more; restore it from a backup");
                foreach (var unused in readers.Keys.Where(n => n != numbers[0] && n != numbers[^1]).ToList())
                    Close(unused);
                if (Reader(numbers[^1]) is not { } newest || Reader(numbers[0]) is not { } oldest)
                    continue;   // deleted between the two looks
                return newest.Find(tp) is { } state ? new OffsetRange(oldest.Find(tp)?.StartOffset ?? 0, state.NextOffset) : default;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var number in readers.Keys.ToList())
                Close(number);
        }
    }

    SegmentReader? Reader(long number)
    {
        if (!readers.TryGetValue(number, out var reader))
        {
            if (folder.TryOpen(number) is not { } segment)
                return null;
            readers[number] = reader = new SegmentReader(segment);
        }
        return reader.Refresh();
    }

    void Close(long number)
    {
        if (readers.Remove(number, out var reader))
            reader.Dispose();
    }
}
