using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products;

internal enum AuditDecision
{
    Passed,
    Rejected,
}

/// <param name="Reason">Needed when it is rejected.</param>
internal sealed record AuditProductBody(AuditDecision Decision, [Text(500)] string? Reason);

/// <summary>A merchant hands a product in, and the platform passes or rejects it [商品审核]. Only what passed can be listed.</summary>
/// <remarks>Catalogue PRD-09.</remarks>
internal sealed class AuditProduct(IdSource ids)
{
    public async Task<Outcome<ProductView>> SubmitAsync(Call call, Nothing body, CoreTransaction tx)
    {
        if (await ProductViews.HoldSeenAsync(call, tx) is not { } row) return Refusal.NotFound("product", call.Path("id"));
        if (Words.Parse<AuditState>(row.Audit) is AuditState.Passed) return Refusal.Conflict("audit-not-needed", "the product passed and was not edited since; expected a new or edited one");
        if (Words.Parse<AuditState>(row.Audit) is not AuditState.Submitted)
            await tx.ExecuteAsync("update product_spu set audit = 'submitted', audit_reason = null, version = version + 1, updated_at = @NowMicros, actor = @Actor where id = @Id", new { tx.NowMicros, Actor = call.Actor.ToString(), row.Id });
        return await ProductViews.NowAsync(tx, row.Id);
    }

    public async Task<Outcome<ProductView>> DecideAsync(Call call, AuditProductBody body, CoreTransaction tx)
    {
        if (await ProductViews.HoldSeenAsync(call, tx) is not { } row) return Refusal.NotFound("product", call.Path("id"));
        if (body.Decision is AuditDecision.Rejected && string.IsNullOrWhiteSpace(body.Reason)) return Refusal.Invalid("invalid-field", "reason: found nothing, expected why the product is rejected");
        if (Words.Parse<AuditState>(row.Audit) is not AuditState.Submitted) return Refusal.Conflict("audit-not-asked", $"the product is {row.Audit}; expected one that was submitted");
        var reason = body.Decision is AuditDecision.Rejected ? body.Reason : null;
        await tx.ExecuteAsync("update product_spu set audit = @Decision, audit_reason = @reason, version = version + 1, updated_at = @NowMicros, actor = @Actor where id = @Id",
            new { Decision = Words.Of(body.Decision), reason, tx.NowMicros, Actor = call.Actor.ToString(), row.Id });
        tx.Emit(ProductEvents.Header(ids.Next(), tx, row, call), reason is null ? new ProductAuditPassed(row.Id) : new ProductAuditRejected(row.Id, reason));
        return await ProductViews.NowAsync(tx, row.Id);
    }
}
