using System.Diagnostics;

namespace RailLife.EventLog.Embedded;

/// <summary>Reads this worker's partitions in turn; every partition has a cursor of its own and stops alone.</summary>
internal sealed class EmbeddedConsumer : IEventConsumer
{
    readonly SegmentFolder folder;
    readonly LogSignal signal;
    readonly TimeSpan pollEvery;
    readonly IAssignment assignment;
    readonly List<Cursor> cursors;
    readonly Dictionary<long, SegmentReader> readers = [];
    readonly LogBatch batch = new();
    bool assigned, disposed;
    int turn;

    public EmbeddedConsumer(SegmentFolder folder, LogSignal signal, TimeSpan pollEvery, IReadOnlyList<TopicPartition> mine, IAssignment assignment)
    {
        (this.folder, this.signal, this.pollEvery, this.assignment) = (folder, signal, pollEvery, assignment);
        cursors = [.. mine.Select(tp => new Cursor(tp))];
    }

    public IReadOnlyCollection<TopicPartition> Assignment => assigned ? [.. cursors.Select(c => c.TopicPartition)] : [];

    public LogBatch? Poll(TimeSpan wait, int maxRecords, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        if (!assigned)
        {
            Place(cursors);
            assigned = true;
        }
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var seen = signal.Version;
            try
            {
                if (TryRead(maxRecords))
                    return batch;
            }
            catch (SqliteFailure e) when (e.IsDiskFull || e.IsBusy)
            {
                // Opening a segment needs a little room for its shared memory: on a full disk readers wait, as writers do.
            }
            var left = wait - Stopwatch.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return null;
            signal.Wait(seen, left < pollEvery ? left : pollEvery, ct);
        }
    }

    public void Reassign(TopicPartition tp)
    {
        if (assigned && cursors.Find(c => c.TopicPartition == tp) is { } cursor)
            Place([cursor]);
    }

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        if (assigned)
            assignment.Revoked([.. cursors.Select(c => c.TopicPartition)]);
        foreach (var reader in readers.Values)
            reader.Dispose();
    }

    void Place(IReadOnlyList<Cursor> some)
    {
        if (some.Count == 0)
            return;
        var offsets = assignment.Assigned([.. some.Select(c => c.TopicPartition)]);
        foreach (var cursor in some)
        {
            cursor.Offset = offsets.TryGetValue(cursor.TopicPartition, out var offset) ? offset : Cursor.AtFirst;
            cursor.Reader = null;
            cursor.Stopped = false;
        }
    }

    bool TryRead(int maxRecords)
    {
        for (var i = 0; i < cursors.Count; i++)
        {
            var cursor = cursors[(turn + i) % cursors.Count];
            if (cursor.Stopped)
                continue;
            try
            {
                if (!TryRead(cursor, maxRecords))
                    continue;
            }
            catch (LogPartitionException)
            {
                cursor.Stopped = true;
                throw;
            }
            turn = (turn + i + 1) % cursors.Count;
            return true;
        }
        return false;
    }

    bool TryRead(Cursor cursor, int maxRecords)
    {
        if (cursor.Reader is null)
        {
            cursor.Reader = Locate(cursor);
            if (cursors.TrueForAll(c => c.Reader is not null || c.Stopped))
                CloseUnused();
        }
        while (true)
        {
            var (reader, tp) = (cursor.Reader, cursor.TopicPartition);
            if (reader.Find(tp) is not { } state || cursor.Offset >= state.NextOffset)
                state = reader.Refresh().Find(tp) ?? default;
            if (cursor.Offset < state.NextOffset)
            {
                batch.Start(tp);
                cursor.Offset = reader.Read(batch, state, cursor.Offset, maxRecords);
                return true;
            }
            if (!reader.Closed || folder.Numbers() is not [.., var newest] || newest <= reader.Number)
                return false;   // the end for now: the writer has not begun the next segment
            cursor.Reader = Locate(cursor);
            CloseUnused();
        }
    }

    /// <summary>The newest segment that starts at or before the cursor's offset.</summary>
    SegmentReader Locate(Cursor cursor)
    {
        while (true)
        {
            var numbers = folder.Numbers();
            if (numbers.Count == 0)
                throw new IOException("the event log's folder holds no segment any more; restore it from a backup");
            var first = 0L;
            SegmentReader? oldest = null;
            for (var i = numbers.Count - 1; i >= 0 && Reader(numbers[i]) is { } reader; i--)   // none = deleted meanwhile, like those before it
            {
                if (reader.Find(cursor.TopicPartition) is not { } state)
                    break;   // the topic began after this segment
                if (cursor.Offset > state.NextOffset)
                    throw Gap(cursor, numbers);
                (first, oldest) = (state.StartOffset, reader);
                if (cursor.Offset != Cursor.AtFirst && state.StartOffset <= cursor.Offset)
                    return reader;
            }
            if (oldest is null)
                continue;
            if (cursor.Offset != Cursor.AtFirst)
                throw Gap(cursor, numbers);
            cursor.Offset = first;
            return oldest;
        }
    }

    LogGapException Gap(Cursor cursor, List<long> numbers)
    {
        var states = numbers.Select(Reader).OfType<SegmentReader>().Select(r => r.Find(cursor.TopicPartition)).OfType<PartitionState>().ToList();
        CloseUnused();
        return new LogGapException(cursor.TopicPartition, cursor.Offset, new OffsetRange(states[0].StartOffset, states[^1].NextOffset));
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

    void CloseUnused()
    {
        foreach (var reader in readers.Values.Where(r => !cursors.Exists(c => ReferenceEquals(c.Reader, r))).ToList())
        {
            readers.Remove(reader.Number);
            reader.Dispose();
        }
    }

    /// <summary>Where one partition's reading stands.</summary>
    sealed class Cursor(TopicPartition tp)
    {
        public const long AtFirst = -1;

        public TopicPartition TopicPartition { get; } = tp;

        public long Offset { get; set; }

        public SegmentReader? Reader { get; set; }

        public bool Stopped { get; set; }
    }
}
