namespace RailLife.Contracts.Products;

/// <summary>A product was created or edited [商品管理]; the newest says how it is. Key: the product's id.</summary>
/// <remarks>Catalogue PRD-06, PRD-07.</remarks>
/// <param name="UnitPrice">List price in the currency's major unit; null when the source gives none.</param>
[Event("product.saved", Topics.Order)]
public sealed record ProductSaved(
    string ProductId,
    LocalText Name,
    string? Category,
    [Range(0, Money.UnitPriceMax)] decimal? UnitPrice,
    [Currency] string? Currency) : IEventRecord;

/// <summary>The product can be bought [上架].</summary>
/// <remarks>Catalogue PRD-06.</remarks>
[Event("product.listed", Topics.Order)]
public sealed record ProductListed(string ProductId) : IEventRecord;

/// <summary>The product can no longer be bought [下架].</summary>
/// <remarks>Catalogue PRD-06.</remarks>
[Event("product.delisted", Topics.Order)]
public sealed record ProductDelisted(string ProductId, string? Reason) : IEventRecord;
