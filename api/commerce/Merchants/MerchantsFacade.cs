using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

public enum MerchantKind
{
    /// <summary>The operator itself [自营]; its circle is -1: it trades in all of them.</summary>
    SelfOperated,

    /// <summary>A merchant that came to the platform [入驻].</summary>
    Onboarded,
}

public enum MerchantState
{
    Active,
    Deregistered,
}

/// <param name="CircleId">-1 = all circles.</param>
/// <param name="RefundPartial">Parts of an order may be refunded. Catalogue Z-6.</param>
public sealed record MerchantInfo(string Id, LocalText Name, long CircleId, string Format, MerchantKind Kind, MerchantState State, bool RefundPartial)
{
    public bool IsActive => State is MerchantState.Active;
}

public sealed record StoreInfo(string Id, string MerchantId, LocalText Name, long CircleId, string? StationId, bool IsOpen);

/// <summary>Who must follow when a merchant moves or leaves, in the same transaction; filled by a service behind this one.</summary>
public interface IMerchantFollower
{
    Task MovedAsync(CoreTransaction tx, string merchantId, long circleId, string format);

    Task DeregisteredAsync(CoreTransaction tx, string merchantId, string actor, string reason);
}

/// <summary>What other services ask about merchants.</summary>
public sealed class MerchantsFacade
{
    public async Task<MerchantInfo?> FindAsync(CoreTransaction tx, string merchantId) =>
        (await tx.FindAsync<MerchantRow>($"select {MerchantRow.Columns} from merchant_account where id = @merchantId", new { merchantId }))?.ToInfo();

    public async Task<IReadOnlyDictionary<string, MerchantInfo>> FindAllAsync(CoreTransaction tx, IReadOnlyCollection<string> merchantIds) => merchantIds.Count == 0
        ? new Dictionary<string, MerchantInfo>()
        : (await tx.ListAsync<MerchantRow>($"select {MerchantRow.Columns} from merchant_account where id in @merchantIds", new { merchantIds })).ToDictionary(r => r.Id, r => r.ToInfo());

    /// <summary>As <see cref="FindAsync"/>; the merchant cannot be deregistered before the transaction ends.</summary>
    public async Task<MerchantInfo?> HoldAsync(CoreTransaction tx, string merchantId) =>
        (await tx.FindAsync<MerchantRow>($"select {MerchantRow.Columns} from merchant_account where id = @merchantId{tx.Dialect.ForShare}", new { merchantId }))?.ToInfo();

    public async Task<StoreInfo?> StoreAsync(CoreTransaction tx, string storeId) =>
        (await tx.FindAsync<StoreRow>($"select {StoreRow.Columns} from merchant_store where id = @storeId", new { storeId }))?.ToInfo();

    /// <summary>What the merchant charges for freight; without a region it delivers nowhere. Null = no such merchant.</summary>
    /// <remarks>Catalogue FRT-03, FRT-05. Pricing calls <see cref="FreightPrice"/> with it.</remarks>
    public async Task<FreightRule?> FreightRuleAsync(CoreTransaction tx, string merchantId)
    {
        if (await FindAsync(tx, merchantId) is null) return null;
        var rows = await tx.ListAsync<FreightRow>("select region, fixed_minor, free_from_minor from merchant_freight where merchant_id = @merchantId order by region", new { merchantId });
        return new FreightRule(merchantId, [.. rows.Select(r => new FreightRegion(r.Region, r.FixedMinor, r.FreeFromMinor))]);
    }
}
