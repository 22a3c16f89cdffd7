namespace RailLife.Contracts.Orders;

/// <summary>An order was placed [下单]. Key: the order's id; the envelope's time is the moment of placing.</summary>
/// <remarks>Catalogue ORD-11: the order now waits to be paid.</remarks>
/// <param name="OrderId">Also the envelope's subject.</param>
/// <param name="MemberId">Null = anonymous buyer. Also in the envelope.</param>
/// <param name="Lines">What was ordered; two equal lines are two lines.</param>
/// <param name="Currency">Of every amount here, ISO 4217.</param>
/// <param name="Region">Country or district of the buyer, as the shop names it.</param>
/// <param name="BusinessDate">Day in the shop's own time zone.</param>
[Event("order.placed", Topics.Order)]
public sealed record OrderPlaced(
    string OrderId,
    string? MemberId,
    [Items(1, 10_000)] IReadOnlyList<OrderLine> Lines,
    [Currency] string Currency,
    string? Region,
    BusinessDate BusinessDate) : IEventRecord;

/// <param name="LineNo">From 1, unique within the order.</param>
/// <param name="UnitPrice">In the currency's major unit, four decimals at most.</param>
/// <param name="AmountMinor">The line's amount in minor units: quantity times price, rounded half away from zero.</param>
public sealed record OrderLine(
    [Range(1, int.MaxValue)] int LineNo,
    string ProductId,
    [Range(1, 1_000_000_000)] long Quantity,
    [Range(0, Money.UnitPriceMax)] decimal UnitPrice,
    [Range(0, Money.MinorMax)] long AmountMinor);
