namespace RailLife.Contracts.Merchants;

/// <summary>A merchant created or edited one of its stores [店铺管理]. Key: the merchant's id.</summary>
/// <remarks>Catalogue MCH-10.</remarks>
[Event("store.saved", Topics.Merchant)]
public sealed record StoreSaved(
    string StoreId,
    string MerchantId,
    LocalText Name,
    string? StationId,
    bool IsOpen) : IEventRecord;

/// <summary>A contract was signed and sealed [合同签署]. Key: the merchant's id.</summary>
/// <remarks>Catalogue CTR-04.</remarks>
[Event("contract.signed", Topics.Merchant)]
public sealed record ContractSigned(
    string ContractId,
    string MerchantId,
    DateOnly StartsOn,
    DateOnly? EndsOn) : IEventRecord;

/// <summary>A merchant paid its deposit [合约保证金]. Key: the merchant's id.</summary>
/// <remarks>Catalogue DEP-01.</remarks>
[Event("deposit.paid", Topics.Merchant)]
public sealed record DepositPaid(
    string DepositId,
    string MerchantId,
    [Range(1, Money.MinorMax)] long AmountMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;
