using System.Runtime.CompilerServices;

namespace RailLife.Ingest;

/// <summary>The text columns of bronze that are cut out of an event's bytes, in the order of <see cref="IngestTables"/>.</summary>
internal enum Part
{
    Id,
    Source,
    Type,
    Subject,
    MemberId,
    MerchantId,
    StoreId,
    Format,
    Channel,
    Actor,
    TraceParent,
    RedriveOf,
    Extensions,
    Data,
}

/// <summary>Bytes in the buffer's block; a negative length = the attribute is not there.</summary>
internal readonly record struct Piece(int Start, int Length)
{
    public static readonly Piece Absent = new(0, -1);

    public bool Exists => Length >= 0;
}

[InlineArray(14)]
internal struct Pieces
{
    private Piece _first;
}

/// <summary>One accepted event of a batch.</summary>
internal struct EventRow
{
    public int Slot;
    public int TypeIndex;
    public long Offset;
    public long LoggedAtMicros;
    public long TimeMicros;
    public long IdentityHash;
    public long BodyHash;
    public long? CircleId;
    public long? Sequence;
    public Pieces Pieces;

    public readonly Piece this[Part part] => Pieces[(int)part];
}
