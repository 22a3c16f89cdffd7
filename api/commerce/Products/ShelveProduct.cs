using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products;

internal sealed record DelistProductBody([Text(500)] string? Reason);

/// <summary>A product goes on the shelf, comes off it, or is deleted; a row stays for the orders that name it.</summary>
/// <remarks>Catalogue PRD-06; PRD-09: only what passed the audit is listed.</remarks>
internal sealed class ShelveProduct(MerchantsFacade merchants, IdSource ids)
{
    public async Task<Outcome<ProductView>> ListAsync(Call call, Nothing body, CoreTransaction tx)
    {
        // The merchant's row first, as deregistration does: the two cannot wait for each other.
        if (await ProductViews.FindSeenAsync(call, tx) is not { } seen) return Refusal.NotFound("product", call.Path("id"));
        if (await merchants.HoldAsync(tx, seen.MerchantId) is not { IsActive: true }) return Refusal.Conflict("merchant-deregistered", $"merchant '{seen.MerchantId}' has left the platform; nothing of it is sold");
        if (await ProductViews.HoldSeenAsync(call, tx) is not { } row) return Refusal.NotFound("product", call.Path("id"));
        if (Words.Parse<AuditState>(row.Audit) is not AuditState.Passed) return Refusal.Conflict("audit-not-passed", $"the product is {row.Audit}; expected one that passed the platform's audit: submit it");
        if (row.IsListed == 1) return await ProductViews.OfAsync(tx, row);
        await SetAsync(call, tx, row, "is_listed = 1");
        tx.Emit(ProductEvents.Header(ids.Next(), tx, row, call), new ProductListed(row.Id));
        return await ProductViews.NowAsync(tx, row.Id);
    }

    public async Task<Outcome<ProductView>> DelistAsync(Call call, DelistProductBody body, CoreTransaction tx)
    {
        if (await ProductViews.HoldSeenAsync(call, tx) is not { } row) return Refusal.NotFound("product", call.Path("id"));
        if (row.IsListed == 0) return await ProductViews.OfAsync(tx, row);
        await SetAsync(call, tx, row, "is_listed = 0");
        tx.Emit(ProductEvents.Header(ids.Next(), tx, row, call), new ProductDelisted(row.Id, body.Reason));
        return await ProductViews.NowAsync(tx, row.Id);
    }

    public async Task<Outcome<Nothing>> DeleteAsync(Call call, Nothing body, CoreTransaction tx)
    {
        if (await ProductViews.HoldSeenAsync(call, tx) is not { } row) return Refusal.NotFound("product", call.Path("id"));
        if (Edits.Check(call, row.Version) is { } stale) return stale;
        await SetAsync(call, tx, row, "is_listed = 0, is_deleted = 1");
        if (row.IsListed == 1) tx.Emit(ProductEvents.Header(ids.Next(), tx, row, call), new ProductDelisted(row.Id, "deleted"));
        return new Nothing();
    }

    private static Task SetAsync(Call call, CoreTransaction tx, SpuRow row, string change) =>
        tx.ExecuteAsync($"update product_spu set {change}, version = version + 1, updated_at = @NowMicros, actor = @Actor where id = @Id", new { tx.NowMicros, Actor = call.Actor.ToString(), row.Id });
}
