using RailLife.Commerce.Pricing;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>An order lays its hand on the coupons that its price uses: nobody else, and no second order, can.</summary>
/// <remarks>Catalogue CPN-08; a compare-and-set on the coupon's state, so a coupon is used at most once under any race.</remarks>
internal static class LockCoupons
{
    /// <returns>Coupons that are locked now.</returns>
    public static async Task<Outcome<int>> RunAsync(CoreTransaction tx, string memberId, string orderId, PriceResult price)
    {
        var used = price.Effects.Where(e => e.CouponId is not null).GroupBy(e => e.CouponId).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var coupon in used)
        {
            var isLocked = await tx.ExecuteOneAsync(
                """
                update coupon_held set state = 'locked', order_id = @orderId, amount_minor = @Amount
                where id = @Id and member_id = @memberId
                    and ((state = 'issued' and valid_from <= @NowMicros and valid_until > @NowMicros) or (state = 'locked' and order_id = @orderId))
                """,
                new { orderId, memberId, Id = coupon.Key, Amount = coupon.Sum(e => e.AmountMinor), tx.NowMicros });
            if (!isLocked) return Refusal.Conflict("coupon-not-usable", $"coupon {coupon.Key} is used, locked by another order, or out of its period; price the cart again");
        }
        return used.Count;
    }
}
