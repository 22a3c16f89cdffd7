namespace RailLife.Contracts.Promotions;

/// <summary>A member had something for points in the points mall [积分商城]. Key: the mall order's id, which is no order's.</summary>
/// <remarks>Catalogue PTS-06: an order kind of its own; it is no sale, and points.spent tells of its points as well.</remarks>
/// <param name="Kind"><c>goods</c>, <c>coupon</c>.</param>
/// <param name="CouponId">Of the member, when a coupon was given.</param>
/// <param name="CashMinor">Paid beside the points, from the wallet.</param>
[Event("pointsmall.order.placed", Topics.Order)]
public sealed record PointsmallOrderPlaced(
    string OrderId,
    string OfferId,
    string MemberId,
    string Kind,
    string? SkuId,
    string? CouponId,
    [Range(1, 1_000_000_000)] long Points,
    [Range(0, Money.MinorMax)] long CashMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>Goods of the points mall left. Key: the mall order's id.</summary>
/// <remarks>Catalogue PTS-06.</remarks>
[Event("pointsmall.order.shipped", Topics.Order)]
public sealed record PointsmallOrderShipped(string OrderId, string MemberId, string SkuId, string Carrier, string TrackingNo, BusinessDate BusinessDate) : IEventRecord;

/// <summary>An order of the points mall was given up before it left: points and money went back. Key: the mall order's id.</summary>
/// <remarks>Catalogue PTS-06, PTS-07.</remarks>
[Event("pointsmall.order.cancelled", Topics.Order)]
public sealed record PointsmallOrderCancelled(
    string OrderId,
    string OfferId,
    string MemberId,
    [Range(1, 1_000_000_000)] long Points,
    [Range(0, Money.MinorMax)] long CashMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;
