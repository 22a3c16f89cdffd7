namespace RailLife.Contracts.Products;

/// <summary>The platform looked at a product and it may be sold [审核通过]. Key: the product's id.</summary>
/// <remarks>Catalogue PRD-09.</remarks>
[Event("product.audit.passed", Topics.Log)]
public sealed record ProductAuditPassed(string ProductId) : IEventRecord;

/// <summary>The platform looked at a product and it may not be sold as it is [审核驳回]. Key: the product's id.</summary>
/// <remarks>Catalogue PRD-09.</remarks>
[Event("product.audit.rejected", Topics.Log)]
public sealed record ProductAuditRejected(string ProductId, [Text(500)] string Reason) : IEventRecord;

/// <summary>A product that is made of others was created or edited [综合商品]. Key: the product's id.</summary>
/// <remarks>Catalogue PRD-08.</remarks>
/// <param name="ValueMinor">What its parts cost alone, gifts as nothing, minor units.</param>
[Event("composite.saved", Topics.Order)]
public sealed record CompositeSaved(
    string ProductId,
    [Items(1, 50)] IReadOnlyList<CompositePart> Parts,
    [Range(0, Money.MinorMax)] long ValueMinor,
    [Currency] string Currency) : IEventRecord;

/// <param name="Count">Pieces, visits or hours of it.</param>
public sealed record CompositePart(string SkuId, [Range(1, 10_000)] long Count, bool IsGift);
