using RailLife.Contracts;

namespace RailLife.Ingest;

/// <summary>Checks one log record after the other: opens what the collector sealed, then asks the contract.</summary>
/// <remarks>One thread at a time; what it gives out is valid until the next record.</remarks>
internal sealed class RecordChecker(SealedRecords sealedRecords)
{
    private readonly EventChecker _checker = new();
    private ParsedEvent _parsed;

    public ref ParsedEvent Parsed => ref _parsed;

    /// <summary>The event's bytes as its sender gave them.</summary>
    public ReadOnlySpan<byte> Open(ReadOnlySpan<byte> record) => SealedRecords.IsSealed(record) ? sealedRecords.Open(record) : record;

    public bool Check(ReadOnlySpan<byte> raw, string topic, long loggedAtMicros) => _checker.Check(raw, topic, loggedAtMicros, ref _parsed);

    public ReadOnlySpan<byte> Bytes(Slice slice, ReadOnlySpan<byte> raw) => _checker.Bytes(slice, raw);

    public string? Text(Slice slice, ReadOnlySpan<byte> raw) => _checker.Text(slice, raw);
}

/// <summary>A record that fails its contract, within a batch.</summary>
internal sealed record RejectedRecord(PartitionSlot Slot, int SlotIndex, long Offset, Rejection Rejection, string? Source, string? Id, string? Type, Piece Raw);
