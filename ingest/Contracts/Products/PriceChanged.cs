namespace RailLife.Contracts.Products;

/// <summary>A product's list price changed [改价].</summary>
/// <remarks>Catalogue PRD-06. Prices in the currency's major unit.</remarks>
/// <param name="SkuId">The variant whose price it is; null = the product has one price.</param>
[Event("price.changed", Topics.Order)]
public sealed record PriceChanged(
    string ProductId,
    [Range(0, Money.UnitPriceMax)] decimal? OldUnitPrice,
    [Range(0, Money.UnitPriceMax)] decimal NewUnitPrice,
    [Currency] string Currency,
    string? SkuId = null) : IEventRecord;

/// <summary>A product's stock was corrected by hand or by a stocktake [库存调整].</summary>
/// <remarks>Catalogue PRD-06, WMS-07.</remarks>
/// <param name="Delta">Pieces; negative = fewer.</param>
/// <param name="SkuId">The variant; null = the product has none.</param>
[Event("stock.adjusted", Topics.Order)]
public sealed record StockAdjusted(
    string ProductId,
    string? WarehouseId,
    [Range(-1_000_000_000, 1_000_000_000)] long Delta,
    string? Reason,
    string? SkuId = null) : IEventRecord;
