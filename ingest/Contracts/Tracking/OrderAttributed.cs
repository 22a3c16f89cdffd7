namespace RailLife.Contracts.Tracking;

/// <summary>Where an order came from [订单来源]. Key: the order's id, the parent's when it was split.</summary>
/// <remarks>Catalogue ORD-18.</remarks>
/// <param name="Channel">h5, app, mini-program, official-account, pc.</param>
/// <param name="Path">Pages from browsing to submitting, the first one first; without query strings.</param>
/// <param name="Website">Host of the site that sent the buyer.</param>
/// <param name="Keyword">What was searched for.</param>
/// <param name="ReferrerHost">Host only.</param>
[Event("order.attributed", Topics.Tracking)]
public sealed record OrderAttributed(
    string OrderId,
    string? Channel,
    [Items(0, 20)] IReadOnlyList<string> Path,
    string? Website,
    string? Keyword,
    string? ReferrerHost) : IEventRecord;
