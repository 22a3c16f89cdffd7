namespace RailLife.Contracts.Orders;

/// <summary>An order was split [拆单]: it is void, its children go on. Key: the parent's id.</summary>
/// <remarks>Catalogue ORD-04 to ORD-09, FUL-27. Pieces over the children are those of the parent (FUL-30).</remarks>
[Event("order.split", Topics.Order)]
public sealed record OrderSplitInto(string OrderId, [Items(2, 1_000)] IReadOnlyList<OrderChild> Children, BusinessDate BusinessDate) : IEventRecord;

/// <param name="WarehouseId">Where its goods lie; null = nothing is shipped.</param>
/// <param name="Causes">Why these goods could not stay with others.</param>
public sealed record OrderChild(
    string OrderId,
    string MerchantId,
    string? WarehouseId,
    [Items(0, 10)] IReadOnlyList<SplitCause> Causes,
    [Range(1, 1_000_000_000)] long Pieces);

/// <summary>Why an order is split [拆单原因].</summary>
public enum SplitCause
{
    /// <summary>Another merchant settles and ships it (ORD-05).</summary>
    Merchant,

    /// <summary>Shipped, handed over on site, or neither (ORD-01).</summary>
    Kind,

    /// <summary>It lies in another warehouse (ORD-06).</summary>
    Warehouse,

    /// <summary>Goods that may not share a box (ORD-07).</summary>
    Packing,

    /// <summary>A parcel would be heavier than the carrier takes (ORD-08).</summary>
    Weight,

    /// <summary>A parcel would be worth more than may travel together (ORD-09).</summary>
    Value,
}

/// <summary>The money of an order that was split, over its children [拆单金额分摊]. Key: the parent's id.</summary>
/// <remarks>Catalogue FUL-29, FUL-31: every heading adds up to the parent's.</remarks>
[Event("split.allocated", Topics.Order)]
public sealed record SplitAllocated(string OrderId, [Items(2, 1_000)] IReadOnlyList<ChildAmounts> Children, [Currency] string Currency, BusinessDate BusinessDate) : IEventRecord;

public sealed record ChildAmounts(
    string OrderId,
    [Range(0, Money.MinorMax)] long GoodsMinor,
    [Range(0, Money.MinorMax)] long PromotionMinor,
    [Range(0, Money.MinorMax)] long CouponMinor,
    [Range(0, Money.MinorMax)] long MemberMinor,
    [Range(0, Money.MinorMax)] long PointsMinor,
    [Range(0, Money.MinorMax)] long PointsUsed,
    [Range(0, Money.MinorMax)] long FreightMinor,
    [Range(0, Money.MinorMax)] long PayableMinor);
