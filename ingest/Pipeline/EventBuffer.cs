using System.Collections.Frozen;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;

namespace RailLife.Ingest;

/// <summary>A batch in the making: the raw bytes of its records in one block, and where each event's parts lie in it.</summary>
/// <remarks>Filled by the reading thread, then handed whole to the writing thread, then cleared and filled again. Grows to its bounds once.</remarks>
internal sealed class EventBuffer(int rowsMax, int bytesMax)
{
    private const int BlockSlack = 64 << 10;

    // Rows of a file are sorted by type, so that a scan of one type reads one stretch of it.
    private static readonly string[] TypesInOrder = [.. EventCatalog.All.Select(c => c.Type).Order(StringComparer.Ordinal)];

    private static readonly FrozenDictionary<EventContract, int> TypeIndexOf =
        EventCatalog.All.ToFrozenDictionary(c => c, c => Array.IndexOf(TypesInOrder, c.Type));

    private static readonly FrozenDictionary<string, int> TopicIndexOf =
        Topics.All.Select((topic, index) => (topic, index)).ToFrozenDictionary(t => t.topic, t => t.index);

    private readonly Dictionary<PartitionSlot, (int Index, long LastOffset)> _slots = [];
    private readonly List<PartitionSlot> _slotList = [];
    private readonly List<RejectedRecord> _rejections = [];

    // At full size at once: growing would leave halves behind for the collector. Pages count as memory when they are first written.
    private PinnedBytes _block = new(bytesMax + BlockSlack);
    private readonly EventRow[] _rows = GC.AllocateUninitializedArray<EventRow>(rowsMax);
    private int _used;
    private int _records;

    /// <summary>Accepted events in it.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<RejectedRecord> Rejections => _rejections;

    /// <summary>Records count whether accepted, rejected or skipped: each moves an offset.</summary>
    public bool IsFull => _records >= rowsMax || _used >= bytesMax;

    public bool IsEmpty => _records == 0;

    /// <summary>Partitions in it, with the last offset read from each.</summary>
    public IEnumerable<(PartitionSlot Slot, long LastOffset)> Slots => _slotList.Select(s => (s, _slots[s].LastOffset));

    public ref readonly EventRow this[int index] => ref _rows[index];

    public static string TypeOf(in EventRow row) => TypesInOrder[row.TypeIndex];

    /// <summary>By slot index, the place of its topic in <see cref="Topics.All"/>.</summary>
    public int[] SlotTopics() => [.. _slotList.Select(s => TopicIndexOf[s.Partition.Topic])];

    public PartitionSlot SlotOf(in EventRow row) => _slotList[row.Slot];

    public ReadOnlySpan<byte> Bytes(Piece piece) => _block.Span.Slice(piece.Start, piece.Length);

    /// <summary>What the pieces lie in.</summary>
    public PinnedBytes Block => _block;

    /// <summary>Takes records of <paramref name="batch"/> from index <paramref name="from"/> on, until it is full; returns the index to go on at.</summary>
    public int Fill(LogBatch batch, int from, PartitionSlot slot, RecordChecker checker)
    {
        var slotIndex = _slots.TryGetValue(slot, out var known) ? known.Index : Enter(slot);
        var i = from;
        for (; i < batch.Count && !IsFull; i++)
        {
            var offset = batch.Offset(i);
            _records++;
            if (offset <= slot.BronzeTxn || slot.WasRejected(offset))
            {
                continue;
            }
            Add(batch.Value(i), offset, batch.LoggedAtMicros(i), slotIndex, checker);
        }
        _slots[slot] = (slotIndex, batch.Offset(i - 1));
        return i;
    }

    public void Clear()
    {
        _slots.Clear();
        _slotList.Clear();
        _rejections.Clear();
        (_used, _records, Count) = (0, 0, 0);
    }

    private int Enter(PartitionSlot slot)
    {
        _slotList.Add(slot);
        return _slotList.Count - 1;
    }

    private void Add(ReadOnlySpan<byte> record, long offset, long loggedAtMicros, int slot, RecordChecker checker)
    {
        var raw = checker.Open(record);
        var start = Append(raw);
        var stored = _block.Span.Slice(start, raw.Length);
        if (checker.Check(stored, _slotList[slot].Partition.Topic, loggedAtMicros))
        {
            Accept(start, raw.Length, offset, loggedAtMicros, slot, checker);
        }
        else
        {
            Reject(start, raw.Length, offset, slot, checker);
        }
    }

    private void Accept(int start, int length, long offset, long loggedAtMicros, int slot, RecordChecker checker)
    {
        ref var row = ref _rows[Count++];
        ref var parsed = ref checker.Parsed;
        row.Slot = slot;
        row.TypeIndex = TypeIndexOf[parsed.Contract!];
        row.Offset = offset;
        row.LoggedAtMicros = loggedAtMicros;
        row.TimeMicros = parsed.TimeMicros;
        row.CircleId = parsed.CircleId;
        row.Sequence = parsed.Sequence;
        row.Pieces[(int)Part.Id] = Keep(parsed.Id, start, length, checker);
        row.Pieces[(int)Part.Source] = Keep(parsed.Source, start, length, checker);
        row.Pieces[(int)Part.Type] = Keep(parsed.Type, start, length, checker);
        row.Pieces[(int)Part.Subject] = Keep(parsed.Subject, start, length, checker);
        row.Pieces[(int)Part.MemberId] = Keep(parsed.MemberId, start, length, checker);
        row.Pieces[(int)Part.MerchantId] = Keep(parsed.MerchantId, start, length, checker);
        row.Pieces[(int)Part.StoreId] = Keep(parsed.StoreId, start, length, checker);
        row.Pieces[(int)Part.Format] = Keep(parsed.Format, start, length, checker);
        row.Pieces[(int)Part.Channel] = Keep(parsed.Channel, start, length, checker);
        row.Pieces[(int)Part.Actor] = Keep(parsed.Actor, start, length, checker);
        row.Pieces[(int)Part.TraceParent] = Keep(parsed.TraceParent, start, length, checker);
        row.Pieces[(int)Part.RedriveOf] = Keep(parsed.RedriveOf, start, length, checker);
        row.Pieces[(int)Part.Extensions] = Keep(parsed.Extensions, start, length, checker);
        row.Pieces[(int)Part.Data] = Keep(parsed.Data, start, length, checker);
        // Now, while the checker has just read these bytes: when the file is written they are out of the processor's cache.
        row.IdentityHash = EventIdentity.Of(Bytes(row[Part.Source]), Bytes(row[Part.Id]));
        row.BodyHash = EventIdentity.BodyOf(Bytes(row[Part.Type]), row.TimeMicros, Bytes(row[Part.Subject]), Bytes(row[Part.Data]));
    }

    private void Reject(int start, int length, long offset, int slot, RecordChecker checker)
    {
        ref var parsed = ref checker.Parsed;
        var raw = _block.Span.Slice(start, length);
        _rejections.Add(new RejectedRecord(
            _slotList[slot],
            slot,
            offset,
            parsed.Rejection!,
            checker.Text(parsed.Source, raw),
            checker.Text(parsed.Id, raw),
            checker.Text(parsed.Type, raw),
            new Piece(start, length)));
    }

    // A value with escapes lies in the checker's own memory, which the next event overwrites; all others lie in the block already.
    private Piece Keep(Slice slice, int rawStart, int rawLength, RecordChecker checker)
    {
        if (!slice.Exists)
        {
            return Piece.Absent;
        }
        var raw = _block.Span.Slice(rawStart, rawLength);
        var bytes = checker.Bytes(slice, raw);
        if (bytes.IsEmpty)
        {
            return new Piece(rawStart, 0);
        }
        return raw.Overlaps(bytes, out var at) ? new Piece(rawStart + at, bytes.Length) : new Piece(Append(bytes), bytes.Length);
    }

    private int Append(ReadOnlySpan<byte> bytes)
    {
        var start = _used;
        if (start + bytes.Length > _block.Length)
        {
            // Only a last record of megabytes does not fit the slack.
            var larger = new PinnedBytes(start + bytes.Length + BlockSlack);
            _block.Span[..start].CopyTo(larger.Span);
            _block = larger;
        }
        bytes.CopyTo(_block.Span[start..]);
        _used += bytes.Length;
        return start;
    }
}
