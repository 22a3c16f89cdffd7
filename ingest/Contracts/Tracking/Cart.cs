namespace RailLife.Contracts.Tracking;

/// <summary>Something was put into a cart [加入购物车]. Key: the session's id.</summary>
/// <remarks>Catalogue CRT-01.</remarks>
/// <param name="BusinessDate">The day on which it counts, at the operator's clocks; null = its day in UTC.</param>
[Event("cart.item.added", Topics.Tracking)]
public sealed record CartItemAdded(
    string SessionId,
    string ProductId,
    [Range(1, 1_000_000)] long Quantity,
    [Range(0, Money.UnitPriceMax)] decimal? UnitPrice,
    [Currency] string? Currency,
    BusinessDate? BusinessDate = null) : IEventRecord;

/// <summary>Something was taken out of a cart [移出购物车].</summary>
/// <remarks>Catalogue CRT-01.</remarks>
/// <param name="BusinessDate">The day on which it counts, at the operator's clocks; null = its day in UTC.</param>
[Event("cart.item.removed", Topics.Tracking)]
public sealed record CartItemRemoved(
    string SessionId,
    string ProductId,
    [Range(1, 1_000_000)] long Quantity,
    BusinessDate? BusinessDate = null) : IEventRecord;

/// <summary>What was put into a cart before signing in went into the member's cart [合并购物车]. Key: the member's cart.</summary>
/// <remarks>Catalogue CRT-03.</remarks>
/// <param name="Lines">Lines that came over.</param>
[Event("cart.merged", Topics.Tracking)]
public sealed record CartMerged(
    string SessionId,
    string FromSessionId,
    [Range(0, 1_000_000)] long Lines) : IEventRecord;
