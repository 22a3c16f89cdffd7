namespace RailLife.Contracts.Orders;

/// <summary>An order was placed [下单]. Key: the order's id; the envelope's time is the moment of placing.</summary>
/// <remarks>Catalogue ORD-11: the order now waits to be paid. An order that was split at once is told per child (ORD-04): every piece is in one order only.</remarks>
/// <param name="OrderId">Also the envelope's subject.</param>
/// <param name="MemberId">Null = anonymous buyer. Also in the envelope.</param>
/// <param name="Lines">What was ordered; two equal lines are two lines.</param>
/// <param name="Currency">Of every amount here, ISO 4217.</param>
/// <param name="Region">Country or district of the buyer, as the shop names it.</param>
/// <param name="BusinessDate">Day in the shop's own time zone.</param>
/// <param name="ParentOrderId">The order that was split into this one and others; null = it was not split.</param>
/// <param name="OrderNo">The number that people see; null = the id is shown.</param>
/// <param name="FreightMinor">Charged for delivery, beside the lines; null = not told.</param>
[Event("order.placed", Topics.Order)]
public sealed record OrderPlaced(
    string OrderId,
    string? MemberId,
    [Items(1, 10_000)] IReadOnlyList<OrderLine> Lines,
    [Currency] string Currency,
    string? Region,
    BusinessDate BusinessDate,
    string? ParentOrderId = null,
    string? OrderNo = null,
    [Range(0, Money.MinorMax)] long? FreightMinor = null) : IEventRecord;

/// <param name="LineNo">From 1, unique within the order.</param>
/// <param name="UnitPrice">Before discounts, in the currency's major unit, four decimals at most.</param>
/// <param name="AmountMinor">
/// What is asked for the line in minor units, without freight: quantity times price, rounded half away from zero, less the discounts. This is what
/// counts as a sale, and all that a refund can give back.
/// </param>
/// <param name="DiscountMinor">What promotions, coupons, level and points took off the line; null = nothing, or not told.</param>
/// <param name="SkuId">The variant; null = the product has none.</param>
public sealed record OrderLine(
    [Range(1, int.MaxValue)] int LineNo,
    string ProductId,
    [Range(1, 1_000_000_000)] long Quantity,
    [Range(0, Money.UnitPriceMax)] decimal UnitPrice,
    [Range(0, Money.MinorMax)] long AmountMinor,
    [Range(0, Money.MinorMax)] long? DiscountMinor = null,
    string? SkuId = null);
