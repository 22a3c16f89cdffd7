namespace RailLife.EventLog;

/// <summary>Records of one partition in offset order; the buffers are the consumer's and valid until its next Poll.</summary>
public sealed class LogBatch
{
    byte[] bytes = new byte[64 * 1024];
    int[] ends = new int[256];
    long[] offsets = new long[256];
    long[] loggedAt = new long[256];

    public TopicPartition TopicPartition { get; private set; }

    public int Count { get; private set; }

    /// <summary>Bytes of all values together.</summary>
    public long Bytes => End(Count - 1);

    /// <summary>The record's value: the raw event.</summary>
    public ReadOnlySpan<byte> Value(int i)
    {
        var start = End(Checked(i) - 1);
        return bytes.AsSpan(start, ends[i] - start);
    }

    public long Offset(int i) => offsets[Checked(i)];

    /// <summary>When the log took the record, UTC microseconds since 1970; never decreasing within a partition of the embedded log.</summary>
    public long LoggedAtMicros(int i) => loggedAt[Checked(i)];

    internal void Start(TopicPartition tp)
    {
        TopicPartition = tp;
        Count = 0;
    }

    internal void Add(ReadOnlySpan<byte> value, long offset, long loggedAtMicros)
    {
        var start = End(Count - 1);
        EnsureBytes(start + value.Length);
        EnsureRows(Count + 1);
        value.CopyTo(bytes.AsSpan(start));
        Put(start + value.Length, offset, loggedAtMicros);
    }

    /// <summary>Adds consecutive records whose values lie one after the other: one copy for all.</summary>
    internal void AddRun(ReadOnlySpan<int> lengths, ReadOnlySpan<byte> values, long firstOffset, long loggedAtMicros)
    {
        var end = End(Count - 1);
        EnsureBytes(end + values.Length);
        EnsureRows(Count + lengths.Length);
        values.CopyTo(bytes.AsSpan(end));
        for (var i = 0; i < lengths.Length; i++)
        {
            end += lengths[i];
            Put(end, firstOffset + i, loggedAtMicros);
        }
    }

    int End(int i) => i < 0 ? 0 : ends[i];

    int Checked(int i) => (uint)i < (uint)Count ? i : throw new ArgumentOutOfRangeException(nameof(i), i, $"the batch has {Count} records");

    void Put(int end, long offset, long loggedAtMicros)
    {
        ends[Count] = end;
        offsets[Count] = offset;
        loggedAt[Count] = loggedAtMicros;
        Count++;
    }

    void EnsureBytes(int wanted)
    {
        if (wanted > bytes.Length)
            Array.Resize(ref bytes, Math.Max(wanted, bytes.Length * 2));
    }

    void EnsureRows(int wanted)
    {
        if (wanted <= ends.Length)
            return;
        var size = Math.Max(wanted, ends.Length * 2);
        Array.Resize(ref ends, size);
        Array.Resize(ref offsets, size);
        Array.Resize(ref loggedAt, size);
    }
}
