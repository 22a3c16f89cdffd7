using RailLife.Commerce.Edge;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>An order is given up as a whole: its coupons come back as their templates say.</summary>
/// <remarks>
/// Catalogue CPN-09. Cancelled before payment: the coupon was never used and comes back. Refunded: it comes back if its template says so, else it is lost.
/// One that has ended meanwhile is reissued or lapses, by the template.
/// </remarks>
internal sealed class ReturnCoupons(PromotionsParts parts)
{
    private readonly IssueCoupon issue = new(parts);

    public async Task<IReadOnlyList<CouponReturn>> RunAsync(CoreTransaction tx, Actor actor, string orderId)
    {
        var rows = await tx.ListAsync<HeldCouponRow>($"{HeldCouponRow.Select} where h.order_id = @orderId and h.state in ('locked', 'used') order by h.id", new { orderId });
        var returns = new List<CouponReturn>();
        foreach (var row in rows)
            if (await OneAsync(tx, actor, orderId, row) is { } done) returns.Add(done);
        return returns;
    }

    /// <summary>What becomes of a coupon whose order is given up.</summary>
    public static CouponReturnKind Decide(CouponTemplateBody template, bool wasUsed, bool hasEnded) =>
        wasUsed && !template.ReturnsOnRefund ? CouponReturnKind.Lapsed
        : !hasEnded ? CouponReturnKind.Returned
        : template.WhenExpired is ExpiredReturn.Reissue ? CouponReturnKind.Reissued
        : CouponReturnKind.Lapsed;

    private async Task<CouponReturn?> OneAsync(CoreTransaction tx, Actor actor, string orderId, HeldCouponRow row)
    {
        var body = row.ToBody();
        var kind = Decide(body, row.State == "used", row.ValidUntil <= tx.NowMicros);
        var state = kind switch { CouponReturnKind.Returned => "issued", CouponReturnKind.Reissued => "reissued", _ => "lapsed" };
        var isMine = await tx.ExecuteOneAsync("update coupon_held set state = @state, returned_at = @NowMicros where id = @Id and state = @Was and order_id = @orderId",
            new { state, tx.NowMicros, row.Id, Was = row.State, orderId });
        if (!isMine) return null;
        var header = parts.Header(tx, actor, row.Id) with { MemberId = row.MemberId, MerchantId = row.MerchantId };
        switch (kind)
        {
            case CouponReturnKind.Returned:
                tx.Emit(header, new CouponReturned(row.Id, row.TemplateId, row.MemberId, orderId));
                return new(row.Id, kind, null);
            case CouponReturnKind.Reissued:
                var fresh = (await issue.ReplaceAsync(tx, actor, row, body.ReissueDays ?? 1)).Value;
                await tx.ExecuteAsync("update coupon_held set replaced_by = @fresh where id = @Id", new { fresh, row.Id });
                tx.Emit(header, new CouponReissued(row.Id, fresh, row.TemplateId, row.MemberId, orderId));
                return new(row.Id, kind, fresh);
            default:
                tx.Emit(header, new CouponLapsed(row.Id, row.TemplateId, row.MemberId, orderId));
                return new(row.Id, kind, null);
        }
    }
}

public enum CouponReturnKind
{
    /// <summary>It can be used again.</summary>
    Returned,

    /// <summary>A new one took its place.</summary>
    Reissued,

    /// <summary>It is lost.</summary>
    Lapsed,
}

/// <param name="NewCouponId">The one that took its place; null when none did.</param>
public sealed record CouponReturn(string CouponId, CouponReturnKind Kind, string? NewCouponId);
