using System.Runtime.InteropServices;

namespace RailLife.EventLog.Embedded;

/// <summary>Collects one partition's records of one transaction and writes them as blocks.</summary>
internal sealed class BlockBuilder(TopicPartition tp)
{
    const int BlockBytesMax = 512 * 1024;
    const int BlockRecordsMax = 4096;
    const int KeptBytesMax = 4 * 1024 * 1024;
    byte[] bytes = new byte[16 * 1024];
    int[] lengths = new int[64];
    int used;

    public TopicPartition TopicPartition { get; } = tp;

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> value)
    {
        if (used + value.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(used + value.Length, checked(bytes.Length * 2)));
        if (Count == lengths.Length)
            Array.Resize(ref lengths, Count * 2);
        value.CopyTo(bytes.AsSpan(used));
        used += value.Length;
        lengths[Count++] = value.Length;
    }

    public void WriteTo(SegmentFile segment, PartitionState state, long loggedAt)
    {
        var offset = state.NextOffset;
        for (int record = 0, start = 0; record < Count;)
        {
            var (first, length) = (record, 0);
            do
                length += lengths[record++];
            while (record < Count && record - first < BlockRecordsMax && length + lengths[record] <= BlockBytesMax);
            segment.AddBlock(state.Id, offset, offset + (record - first) - 1, loggedAt,
                MemoryMarshal.AsBytes(lengths.AsSpan(first, record - first)), bytes.AsSpan(start, length));
            offset += record - first;
            start += length;
        }
        segment.MovePartition(state.Id, offset, loggedAt);
    }

    public void Clear()
    {
        Count = used = 0;
        if (bytes.Length > KeptBytesMax)
            bytes = new byte[16 * 1024];
    }
}
