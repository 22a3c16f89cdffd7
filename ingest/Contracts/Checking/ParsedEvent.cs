namespace RailLife.Contracts;

/// <summary>A piece of an event's bytes. Read it with <see cref="EventChecker.Bytes"/>: a value with escapes lies in the checker's own buffer.</summary>
public readonly record struct Slice
{
    internal int Start { get; }

    public int Length { get; }

    /// <summary>False = the attribute was absent or null.</summary>
    public bool Exists { get; }

    internal bool IsUnescaped { get; }

    internal Slice(int start, int length, bool isUnescaped = false)
    {
        Start = start;
        Length = length;
        Exists = true;
        IsUnescaped = isUnescaped;
    }
}

/// <summary>Where the parts of one checked event lie. Valid until the checker's next event. Also after a refusal it holds what could be read.</summary>
public struct ParsedEvent
{
    public Slice Id;
    public Slice Source;
    public Slice Type;
    public Slice Subject;
    public Slice Time;
    public Slice DataContentType;
    public Slice MemberId;
    public Slice MerchantId;
    public Slice StoreId;
    public Slice Format;
    public Slice Channel;
    public Slice Actor;
    public Slice TraceParent;
    public Slice RedriveOf;

    /// <summary>The payload's JSON text.</summary>
    public Slice Data;

    /// <summary>A JSON object of the attributes that the platform has no column for; absent when there are none.</summary>
    public Slice Extensions;

    public long? CircleId;
    public long? Sequence;

    /// <summary>Microseconds since 1970, UTC. Finer digits are cut off.</summary>
    public long TimeMicros;

    public EventContract? Contract;

    /// <summary>Null = accepted.</summary>
    public Rejection? Rejection;
}
