namespace RailLife.Contracts.Products;

/// <param name="LineNo">Of the order.</param>
/// <param name="Quantity">Pieces from this warehouse; a line may come from several.</param>
public sealed record StockPart(
    [Range(1, int.MaxValue)] int LineNo,
    string ProductId,
    string SkuId,
    string WarehouseId,
    [Range(1, 1_000_000_000)] long Quantity);

/// <summary>Pieces wait for an order that is not paid yet [锁定库存]. Key: the order's id.</summary>
/// <remarks>Catalogue ORD-25, CRT-01.</remarks>
/// <param name="HoldSeconds">After that long they are free again, unless the order is paid.</param>
[Event("stock.locked", Topics.Order)]
public sealed record StockLocked(string OrderId, [Items(1, 10_000)] IReadOnlyList<StockPart> Parts, [Range(0, long.MaxValue)] long HoldSeconds) : IEventRecord;

/// <summary>The order is paid: its pieces wait to be shipped and are freed only when it is cancelled. Key: the order's id.</summary>
/// <remarks>Catalogue ORD-25, CRT-01.</remarks>
[Event("stock.reserved", Topics.Order)]
public sealed record StockReserved(string OrderId, [Items(1, 10_000)] IReadOnlyList<StockPart> Parts) : IEventRecord;

/// <summary>Pieces that were kept for an order are free again [释放库存]. Key: the order's id.</summary>
/// <remarks>Catalogue ORD-25.</remarks>
[Event("stock.released", Topics.Order)]
public sealed record StockReleased(string OrderId, [Items(1, 10_000)] IReadOnlyList<StockPart> Parts, StockReleaseReason Reason) : IEventRecord;

public enum StockReleaseReason
{
    /// <summary>The order, or a part of it, was cancelled.</summary>
    Cancelled,

    /// <summary>It was not paid in time.</summary>
    Expired,
}

/// <summary>Pieces left the warehouse for an order [扣减库存]. Key: the order's id.</summary>
/// <remarks>Catalogue CRT-01.</remarks>
[Event("stock.deducted", Topics.Order)]
public sealed record StockDeducted(string OrderId, [Items(1, 10_000)] IReadOnlyList<StockPart> Parts) : IEventRecord;

/// <summary>Pieces of an order came back and can be sold again. Key: the order's id.</summary>
/// <remarks>Catalogue PRD-06, AFS-02.</remarks>
[Event("stock.returned", Topics.Order)]
public sealed record StockReturned(string OrderId, [Items(1, 10_000)] IReadOnlyList<StockPart> Parts) : IEventRecord;
