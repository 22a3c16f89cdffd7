using System.Runtime.InteropServices;

namespace RailLife.EventLog.Embedded;

/// <summary>A consumer's open segment: knows cheaply whether something new is there, and copies blocks into a batch.</summary>
internal sealed class SegmentReader(SegmentFile segment) : IDisposable
{
    /// <summary>A batch ends after this many bytes even when more records were asked for, so that its memory is bounded.</summary>
    public const long BatchBytesMax = 16 * 1024 * 1024;

    readonly Dictionary<TopicPartition, PartitionState> states = [];
    long seenVersion = long.MinValue;

    public long Number => segment.Number;

    public bool Closed { get; private set; }

    public PartitionState? Find(TopicPartition tp) => states.TryGetValue(tp, out var state) ? state : null;

    /// <summary>Reads the partitions' next offsets again if another connection has committed since the last time.</summary>
    public SegmentReader Refresh()
    {
        var version = segment.DataVersion();
        if (version == seenVersion || Closed)
            return this;
        seenVersion = version;
        var now = segment.States();
        Closed = now.Closed;
        foreach (var state in now.Partitions)
            states[state.TopicPartition] = state;
        return this;
    }

    /// <summary>Adds records from <paramref name="offset"/> on to the batch; returns the offset after the last one added.</summary>
    /// <exception cref="LogCorruptException">A block's checksum or offsets are wrong; the records before it are in the batch only if there were any.</exception>
    public long Read(LogBatch batch, PartitionState state, long offset, int recordsMax)
    {
        var blocks = segment.Blocks(state.Id, offset);
        try
        {
            while (batch.Count < recordsMax && batch.Bytes < BatchBytesMax && offset < state.NextOffset)
            {
                if (!blocks.Step())
                    throw Corrupt(state, offset, "its block is missing");
                var (first, last, loggedAt) = (blocks.Int64(0), blocks.Int64(1), blocks.Int64(2));
                var lengthBytes = blocks.Blob(4);
                var bytes = blocks.Blob(5);
                if (BlockChecksum.Of(lengthBytes, bytes) != blocks.Int64(3))
                {
                    if (batch.Count > 0)
                        return offset;   // hand out what is good; the next Poll meets the damage
                    throw Corrupt(state, offset, $"checksum of block {first} to {last} differs");
                }
                var lengths = MemoryMarshal.Cast<byte, int>(lengthBytes);
                if (offset < first || offset > last || lengths.Length != last - first + 1)
                    throw Corrupt(state, offset, $"the next block holds {first} to {last} in {lengths.Length} records");
                offset = AddPart(batch, lengths, bytes, first, loggedAt, offset, recordsMax);
            }
            return offset;
        }
        catch (SqliteFailure e) when (e.IsDamaged)
        {
            throw Corrupt(state, offset, e.Message);
        }
        finally
        {
            blocks.Reset();
        }
    }

    static long AddPart(LogBatch batch, ReadOnlySpan<int> lengths, ReadOnlySpan<byte> bytes, long first, long loggedAt, long offset, int recordsMax)
    {
        var skip = (int)(offset - first);
        foreach (var length in lengths[..skip])
            bytes = bytes[length..];
        var take = Math.Min(lengths.Length - skip, recordsMax - batch.Count);
        lengths = lengths.Slice(skip, take);
        var used = 0;
        foreach (var length in lengths)
            used += length;
        batch.AddRun(lengths, bytes[..used], offset, loggedAt);
        return offset + take;
    }

    LogCorruptException Corrupt(PartitionState state, long offset, string found) => new(state.TopicPartition, offset, segment.Path, found);

    public void Dispose() => segment.Dispose();
}
