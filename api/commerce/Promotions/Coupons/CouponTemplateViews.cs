using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Commerce.Pricing;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>Templates as their owners read them, and the coupon centre as members do.</summary>
/// <remarks>Catalogue CPN-01, CPN-07, PLT-07.</remarks>
internal static class CouponTemplateViews
{
    public static async Task<Outcome<CouponTemplateView>> OneAsync(Call call, CoreTransaction tx)
    {
        var found = await CouponTemplateRow.SeenAsync(tx, call.Actor, call.Path("id"));
        return found.IsDone ? found.Value.ToView() : found.Refusal!;
    }

    public static async Task<Outcome<Page<CouponTemplateView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var seen = new List<CouponTemplateRow>();
        for (var after = page.After ?? ""; seen.Count <= page.Limit;)
        {
            var rows = await tx.ListAsync<CouponTemplateRow>(
                $"select {CouponTemplateRow.Columns} from coupon_template where id > @after and (@merchant is null or merchant_id = @merchant) order by id limit 101",
                new { after, merchant = call.Actor.Kind is ActorKind.Merchant ? call.Actor.Id : null });
            seen.AddRange(rows.Where(r => r.IsSeenBy(call.Actor)));
            if (rows.Count <= Call.PageSizeMax) break;
            after = rows[^1].Id;
        }
        var shown = page.Of([.. seen.Take(page.Limit + 1)], r => r.Id);
        return new Page<CouponTemplateView>([.. shown.Items.Select(r => r.ToView())], shown.Next);
    }

    /// <summary>What a member can take now.</summary>
    public static async Task<Outcome<CouponOffers>> CentreAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<CouponTemplateRow>(
            $"""
            select {CouponTemplateRow.Columns} from coupon_template
            where state = 'active' and is_claimable = 1 and claim_from <= @NowMicros and claim_until > @NowMicros and (issue_max is null or issued < issue_max) order by id desc limit 200
            """, new { tx.NowMicros });
        var claimed = call.Actor.Kind is ActorKind.Member
            ? (await tx.ListAsync<ClaimRow>("select template_id, claimed from coupon_claim where member_id = @Id", new { call.Actor.Id })).ToDictionary(r => r.TemplateId, r => r.Claimed)
            : [];
        return new CouponOffers([.. rows.Select(r => Offer(r, claimed.GetValueOrDefault(r.Id)))]);
    }

    private static CouponOfferView Offer(CouponTemplateRow row, long claimed)
    {
        var body = row.ToBody();
        return new(row.Id, body.Name, body.Kind, row.MerchantId, body.Scope ?? Scope.Everything, body.FromMinor ?? 0, body.OffMinor, body.PayBasisPoints, body.CapMinor,
            row.IssueMax - row.Issued, Math.Max(0, body.ClaimMax - claimed), body.ValidUntil, body.ValidDays);
    }

    private sealed record ClaimRow
    {
        public string TemplateId { get; init; } = "";
        public long Claimed { get; init; }
    }
}

internal sealed record CouponOffers(IReadOnlyList<CouponOfferView> Offers);

/// <param name="Left">Coupons that are left for all; null = no end.</param>
/// <param name="LeftForYou">Coupons that the calling member may still take.</param>
internal sealed record CouponOfferView(string TemplateId, LocalText Name, CouponKind Kind, string? MerchantId, Scope Scope, long FromMinor, long? OffMinor, long? PayBasisPoints, long? CapMinor,
    long? Left, long LeftForYou, DateTimeOffset? ValidUntil, long? ValidDays);
