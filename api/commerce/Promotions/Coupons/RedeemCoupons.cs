using RailLife.Contracts;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>The order is paid: its coupons are used up, and whoever issued them bears what they took off.</summary>
/// <remarks>Catalogue CPN-03, CPN-08.</remarks>
internal sealed class RedeemCoupons(PromotionsParts parts)
{
    /// <returns>Coupons that were redeemed now.</returns>
    public async Task<int> RunAsync(CoreTransaction tx, EventHeader order)
    {
        var rows = await tx.ListAsync<HeldCouponRow>($"{HeldCouponRow.Select} where h.order_id = @Subject and h.state = 'locked' order by h.id", new { order.Subject });
        var redeemed = 0;
        foreach (var row in rows)
        {
            if (!await tx.ExecuteOneAsync("update coupon_held set state = 'used', used_at = @NowMicros where id = @Id and state = 'locked' and order_id = @Subject", new { tx.NowMicros, row.Id, order.Subject })) continue;
            redeemed++;
            var header = order with { Id = parts.Ids.Next(), Source = PromotionsParts.Source, Sequence = null, MerchantId = row.MerchantId ?? order.MerchantId };
            tx.Emit(header with { Subject = row.Id }, new CouponRedeemed(row.Id, row.TemplateId, row.MemberId, order.Subject, row.AmountMinor, parts.Options.Currency));
            if (row.AmountMinor > 0)
                tx.Emit(header with { Id = parts.Ids.Next() },
                    new CouponCostAttributed(order.Subject, row.Id, row.TemplateId, row.MerchantId, row.AmountMinor, parts.Options.Currency, parts.Options.DayOf(tx.Now)));
        }
        return redeemed;
    }
}
