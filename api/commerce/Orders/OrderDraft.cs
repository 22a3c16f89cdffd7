using RailLife.Commerce.Pricing;
using RailLife.Commerce.Products;

namespace RailLife.Commerce.Orders;

/// <summary>A line of an order to be, with what each rule took off it.</summary>
/// <param name="LineNo">From 1.</param>
internal sealed record DraftLine(int LineNo, SkuForSale Sku, long Quantity, PriceAmounts Amounts, bool IsGift, IReadOnlyList<DraftEffect> Effects);

internal sealed record DraftEffect(Lane Lane, string RuleId, long RuleVersion, string? CouponId, Issuer Issuer, long AmountMinor);

/// <summary>Priced goods and gifts as numbered lines. Pure.</summary>
internal static class OrderDraft
{
    /// <summary>Lanes whose effects are discounts: their shares on a line add up to the line's discount.</summary>
    public static readonly Lane[] Discounts = [Lane.DealPrice, Lane.AddOn, Lane.Bundle, Lane.Reduction, Lane.MerchantCoupon, Lane.PlatformCoupon, Lane.Member, Lane.Points];

    /// <param name="gifts">Variants of the gifts that are goods, by sku.</param>
    public static IReadOnlyList<DraftLine> Of(Carts.PricedBasket priced, PriceResult price, IReadOnlyDictionary<string, SkuForSale> gifts)
    {
        var amounts = price.Lines.ToDictionary(l => l.LineId, l => l.Amounts);
        var lines = new List<DraftLine>();
        foreach (var good in priced.Goods)
        {
            var effects = price.Effects.Where(e => Discounts.Contains(e.Lane))
                .SelectMany(e => e.Shares.Where(s => s.LineId == good.Line.LineId && s.AmountMinor > 0).Select(s => new DraftEffect(e.Lane, e.RuleId, e.RuleVersion, e.CouponId, e.Issuer, s.AmountMinor)));
            lines.Add(new DraftLine(lines.Count + 1, good.Sku, good.Line.Quantity, amounts[good.Line.LineId], false, [.. effects]));
        }
        foreach (var gift in price.Gifts.Where(g => g.SkuId is not null).GroupBy(g => g.SkuId!).OrderBy(g => g.Key, StringComparer.Ordinal))
            lines.Add(new DraftLine(lines.Count + 1, gifts[gift.Key], gift.Sum(g => g.Quantity), PriceAmounts.Zero, true, []));
        return lines;
    }

    /// <summary>Under which heading of the amounts a lane's discount stands.</summary>
    public static long HeadingOf(PriceAmounts amounts, Lane lane) => lane switch
    {
        Lane.DealPrice or Lane.AddOn or Lane.Bundle or Lane.Reduction => amounts.PromotionMinor,
        Lane.MerchantCoupon or Lane.PlatformCoupon => amounts.CouponMinor,
        Lane.Member => amounts.MemberMinor,
        Lane.Points => amounts.PointsMinor,
        _ => throw new ArgumentOutOfRangeException(nameof(lane), lane, "is no discount"),
    };
}
