namespace RailLife.Contracts;

/// <summary>The envelope of an event: CloudEvents 1.0 attributes and RailLife's extensions. Type and topic come from the record.</summary>
/// <param name="Id">Unique within <paramref name="Source"/>, 1 to 200 characters. (source, id) is the event's identity.</param>
/// <param name="Source">Who says it: <c>raillife/commerce/orders</c>, <c>import/online-retail</c>. 1 to 200 characters.</param>
/// <param name="Subject">The id of the aggregate: the key that keeps one aggregate in order. 1 to 200 characters.</param>
/// <param name="Time">When it happened, to the microsecond.</param>
public sealed record EventHeader(string Id, string Source, string Subject, DateTimeOffset Time)
{
    public string? MemberId { get; init; }

    public string? MerchantId { get; init; }

    public string? StoreId { get; init; }

    /// <summary>The circle [TOD, 1 km around a station]; -1 = self-operated.</summary>
    public long? CircleId { get; init; }

    /// <summary>The business format [业态].</summary>
    public string? Format { get; init; }

    /// <summary>The channel [频道] through which it came.</summary>
    public string? Channel { get; init; }

    /// <summary>Who did it: <c>member:…</c>, <c>staff:…</c>, <c>system</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>Number of the event within its aggregate, from 0.</summary>
    public long? Sequence { get; init; }

    /// <summary>W3C trace context.</summary>
    public string? TraceParent { get; init; }

    /// <summary><c>topic/partition/offset</c> of the rejected record that this event corrects.</summary>
    public string? RedriveOf { get; init; }
}
