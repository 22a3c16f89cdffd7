namespace RailLife.Contracts.Orders;

/// <summary>What an order costs and why [订单的计算]. Key: the order's id, the parent's when it was split.</summary>
/// <remarks>Catalogue ORD-10: payable = goods + freight - promotion - coupon - member - points. Minor units.</remarks>
/// <param name="PointsUsed">Points that were used for <paramref name="PointsMinor"/>.</param>
[Event("order.priced", Topics.Order)]
public sealed record OrderPriced(
    string OrderId,
    [Range(0, Money.MinorMax)] long GoodsMinor,
    [Range(0, Money.MinorMax)] long PromotionMinor,
    [Range(0, Money.MinorMax)] long CouponMinor,
    [Range(0, Money.MinorMax)] long MemberMinor,
    [Range(0, Money.MinorMax)] long PointsMinor,
    [Range(0, Money.MinorMax)] long PointsUsed,
    [Range(0, Money.MinorMax)] long FreightMinor,
    [Range(0, Money.MinorMax)] long PayableMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;
