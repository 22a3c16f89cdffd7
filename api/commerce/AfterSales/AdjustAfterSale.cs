using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <param name="AmountMinor">Goods' money to give back instead of the computed one; null = as computed.</param>
/// <param name="FreightMinor">Freight to give back on top.</param>
/// <param name="CouponTemplateId">A coupon as compensation; null = none.</param>
internal sealed record AdjustBody([Range(0, Money.MinorMax)] long? AmountMinor, [Range(0, Money.MinorMax)] long? FreightMinor, Liability? Liability, string? CouponTemplateId, [Text(500)] string Reason);

/// <summary>Customer service changes the amount, gives freight back, judges liability, compensates with a coupon: bounded by what was paid, and written down.</summary>
/// <remarks>Catalogue AFS-11; law I-61.</remarks>
internal sealed class AdjustAfterSale(AfterSalesParts parts)
{
    public async Task<Outcome<AfterSaleView>> RunAsync(Call call, AdjustBody body, CoreTransaction tx)
    {
        var seen = await AfterSalesParts.HoldAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var row = seen.Value;
        var order = (await parts.Orders.FindAsync(tx, row.OrderId))!;
        if (Decide(row, body, order.FreightMinor) is { } no) return no;
        if (Edits.Check(call, row.Version) is { } stale) return stale;
        string? couponId = null;
        if (body.CouponTemplateId is { } template)
        {
            var issued = await parts.Promotions.IssueAsync(tx, call.Actor, template, row.MemberId, $"aftersale/{row.Id}/compensation", "compensation");
            if (!issued.IsDone) return issued.Refusal!;
            couponId = issued.Value;
        }
        var moved = await parts.MoveAsync(tx, call.Actor, row, Words.Parse<AfterSaleState>(row.State), "adjusted", body.Reason,
            "adjusted_minor = coalesce(@AmountMinor, adjusted_minor), freight_minor = coalesce(@FreightMinor, freight_minor), liability = coalesce(@Liability, liability), coupon_id = coalesce(@couponId, coupon_id), adjusted_by = @By, adjusted_why = @Reason",
            new { body.AmountMinor, body.FreightMinor, Liability = body.Liability is { } liability ? Words.Of(liability) : null, couponId, By = call.Actor.ToString(), body.Reason });
        if (!moved.IsDone) return moved.Refusal!;
        parts.Emit(tx, call.Actor, row, new AfterSaleAdjusted(row.Id, row.OrderId, body.AmountMinor, body.FreightMinor, moved.Value.Liability, couponId is not null, parts.Day(tx)));
        return await AfterSaleViews.OneAsync(tx, moved.Value);
    }

    public static Refusal? Decide(CaseRow row, AdjustBody body, long orderFreightMinor)
    {
        if (row.State is "wait-refund" or "succeeded" or "closed") return AfterSalesParts.Not(row, AfterSaleState.WaitAudit, AfterSaleState.WaitReturn, AfterSaleState.WaitInbound);
        if (body.AmountMinor > row.ExpectedMinor) return Refusal.Conflict("refund-over-paid", $"found {body.AmountMinor}, expected at most {row.ExpectedMinor}: what was paid for these pieces");
        if (body.FreightMinor > orderFreightMinor) return Refusal.Conflict("freight-over-paid", $"found {body.FreightMinor}, expected at most {orderFreightMinor}: the freight of the order");
        return body is { AmountMinor: null, FreightMinor: null, Liability: null, CouponTemplateId: null } ? Refusal.Invalid("nothing-to-adjust", "found no change, expected an amount, freight, liability or a coupon") : null;
    }
}
