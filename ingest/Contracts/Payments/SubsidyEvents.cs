namespace RailLife.Contracts.Payments;

/// <summary>The operator bought a quota of instant discounts from the bank [微信立减额度].</summary>
/// <remarks>Catalogue PLT-18. Key: the quota's id.</remarks>
[Event("subsidy.quota.purchased", Topics.Order)]
public sealed record SubsidyQuotaPurchased(string QuotaId, [Range(1, Money.MinorMax)] long AmountMinor, [Currency] string Currency, BusinessDate BusinessDate) : IEventRecord;

/// <summary>A payment used some of it.</summary>
/// <remarks>Catalogue PLT-18. Key: the order's id.</remarks>
[Event("subsidy.quota.consumed", Topics.Order)]
public sealed record SubsidyQuotaConsumed(string QuotaId, string PaymentId, string OrderId, [Range(1, Money.MinorMax)] long AmountMinor, [Currency] string Currency, BusinessDate BusinessDate) : IEventRecord;
