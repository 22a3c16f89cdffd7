namespace RailLife.Contracts.Promotions;

/// <summary>What the quota of a limit activity or a flash sale is counted by.</summary>
public enum QuotaDimension
{
    /// <summary>All buyers together: the activity's own stock.</summary>
    Stock,
    Member,
    Address,
    Device,
    Mobile,
}

/// <summary>A quota kept a buyer from the deal price [限购]. Key: the order that he tried to place.</summary>
/// <remarks>Catalogue ACT-08.</remarks>
[Event("limit.blocked", Topics.Order)]
public sealed record LimitBlocked(
    string OrderId,
    string PromotionId,
    string ItemId,
    QuotaDimension Dimension,
    [Range(1, 1_000_000_000)] long Quantity,
    [Range(0, long.MaxValue)] long QuotaUnits) : IEventRecord;

/// <summary>A buyer tried to take pieces of a flash sale [秒杀]. Key: his order.</summary>
/// <remarks>Catalogue ACT-09.</remarks>
[Event("seckill.attempted", Topics.Order)]
public sealed record SeckillAttempted(
    string OrderId,
    string PromotionId,
    string SkuId,
    [Range(1, 1_000_000_000)] long Quantity,
    bool IsWon) : IEventRecord;

/// <summary>He got them. Key: his order.</summary>
/// <remarks>Catalogue ACT-09.</remarks>
[Event("seckill.won", Topics.Order)]
public sealed record SeckillWon(
    string OrderId,
    string PromotionId,
    string SkuId,
    [Range(1, 1_000_000_000)] long Quantity) : IEventRecord;
