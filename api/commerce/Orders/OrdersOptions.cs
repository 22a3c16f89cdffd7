namespace RailLife.Commerce.Orders;

/// <summary>Limits of orders and parcels; beside them <see cref="CommerceOptions"/> says when orders fall due.</summary>
public sealed record OrdersOptions
{
    /// <summary>What one parcel may weigh: the carrier's limit (ORD-08).</summary>
    public long ParcelGramsMax { get; init; } = 30_000;

    /// <summary>What the goods of one parcel may be worth at list price (ORD-09); null = no limit.</summary>
    public long? ParcelValueMinorMax { get; init; } = 5_000_000;

    /// <summary>A piece from this price on travels alone (ORD-09).</summary>
    public long ValuableFromMinor { get; init; } = 2_000_000;

    /// <summary>Child orders of one order at most.</summary>
    public int ChildrenMax { get; init; } = 100;

    /// <summary>Orders that one sweep of due work looks at.</summary>
    public int DueAtOnce { get; init; } = 200;
}
