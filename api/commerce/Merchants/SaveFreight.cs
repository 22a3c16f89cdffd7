using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

/// <param name="Regions">All of them; what is not named is no longer delivered to.</param>
internal sealed record SaveFreightBody([Items(1, 500)] IReadOnlyList<FreightRegion> Regions);

/// <summary>A merchant, or staff for it, sets what it charges for freight: fixed, free from an amount on, per region.</summary>
/// <remarks>Catalogue FRT-03, FRT-05.</remarks>
internal sealed class SaveFreight(MerchantsFacade merchants)
{
    public async Task<Outcome<FreightRule>> RunAsync(Call call, SaveFreightBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (body.Regions.FirstOrDefault(r => r.Region.Any(c => !char.IsAsciiDigit(c))) is { } odd)
            return Refusal.Invalid("invalid-field", $"region: found '{odd.Region}', expected digits of an administrative code, or nothing for everywhere else");
        if (body.Regions.GroupBy(r => r.Region).FirstOrDefault(g => g.Count() > 1) is { } twice) return Refusal.Invalid("region-twice", $"region '{twice.Key}' is named {twice.Count()} times; expected once");
        // Locked: two who save at once leave one's rule whole, not a mixture.
        var row = await tx.FindAsync<MerchantRow>($"select {MerchantRow.Columns} from merchant_account where id = @id{tx.Dialect.ForUpdate}", new { id });
        if (row is null || !row.IsSeenBy(call.Actor)) return Refusal.NotFound("merchant", id);
        if (row.State != Words.Of(MerchantState.Active)) return Refusals.Deregistered(id);
        await tx.ExecuteAsync("delete from merchant_freight where merchant_id = @id", new { id });
        foreach (var region in body.Regions) await InsertAsync(tx, id, region);
        return await merchants.FreightRuleAsync(tx, id) is { } rule ? rule : Refusal.NotFound("merchant", id);
    }

    public static Task InsertAsync(CoreTransaction tx, string merchantId, FreightRegion region) => tx.ExecuteAsync(
        "insert into merchant_freight (merchant_id, region, fixed_minor, free_from_minor) values (@merchantId, @Region, @FixedMinor, @FreeFromMinor)",
        new { merchantId, region.Region, region.FixedMinor, region.FreeFromMinor });
}

internal sealed class FreightViews(MerchantsFacade merchants)
{
    public async Task<Outcome<FreightRule>> RuleAsync(Call call, CoreTransaction tx) =>
        await merchants.FreightRuleAsync(tx, call.Path("id")) is { } rule ? rule : Refusal.NotFound("merchant", call.Path("id"));
}
