using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Carts;

/// <summary>A cart as it is shown: goods apart by merchant, what cannot be bought apart from both. Catalogue CRT-01, CRT-02, CRT-05, CRT-06.</summary>
/// <param name="Id">What a client without sign-in sends as X-Cart; null while there is no cart.</param>
/// <param name="Activities">Rules that act on selected goods, with their lines: for display by activity.</param>
/// <param name="Hints">Rules that take nothing off, and what is missing to reach them.</param>
internal sealed record CartView(
    string? Id, IReadOnlyList<CartMerchant> Merchants, IReadOnlyList<CartInvalid> Invalid, CartAmounts Selected, IReadOnlyList<CartActivity> Activities, IReadOnlyList<CartHint> Hints, long Version) : IVersioned
{
    /// <summary>Reads a cart with its price.</summary>
    internal sealed class Reader(CartsParts parts)
    {
        private readonly BasketPricing pricing = new(parts);

        public async Task<Outcome<CartView>> RunAsync(Call call, CoreTransaction tx)
        {
            if (await CartRow.FindAsync(call, tx) is { } cart) return await OfAsync(tx, cart);
            return call.Actor.Kind is not ActorKind.Member && call.Header(CartRow.Header) is { } id
                ? Refusal.NotFound("cart", id)
                : new CartView(null, [], [], CartAmounts.Of(PriceAmounts.Zero, parts.Options.Currency), [], [], 0);
        }

        public async Task<CartView> OfAsync(CoreTransaction tx, CartRow cart)
        {
            var rows = await CartLineRow.OfAsync(tx, cart.Id);
            var byId = rows.ToDictionary(r => r.ToLine().LineId);
            var selected = rows.Where(r => r.IsSelected == 1).Select(r => r.ToLine()).ToList();
            var priced = await pricing.RunAsync(tx, new Basket(cart.MemberId, selected, null, null, 0, []));
            var rest = await pricing.RunAsync(tx, new Basket(null, [.. rows.Where(r => r.IsSelected == 0).Select(r => r.ToLine())], null, [], 0, []));
            var goods = priced.Goods.Concat(rest.Goods).ToList();
            var merchants = await parts.Merchants.FindAllAsync(tx, [.. goods.Select(g => g.Sku.MerchantId).Distinct()]);
            var amounts = (priced.Price?.Lines ?? []).ToDictionary(l => l.LineId, l => l.Amounts);
            return new CartView(cart.Id,
                [.. goods.GroupBy(g => g.Sku.MerchantId).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CartMerchant(g.Key, merchants[g.Key].Name, [.. g.Select(x => CartLine.Of(x, byId[x.Line.LineId], amounts.GetValueOrDefault(x.Line.LineId)))]))],
                [.. priced.Invalid.Concat(rest.Invalid).Select(i => new CartInvalid(i.Line.SkuId, i.Line.AddOnOf, i.Sku?.Title, i.Line.Quantity, i.Code, i.Found))],
                CartAmounts.Of(priced.Price?.Total ?? PriceAmounts.Zero, parts.Options.Currency),
                [.. (priced.Price?.Effects ?? []).Select(e => new CartActivity(e.RuleId, e.Lane, e.CouponId, e.AmountMinor, [.. e.Shares.Select(s => s.LineId)]))],
                [.. (priced.Price?.WhyNot ?? []).Select(w => new CartHint(w.RuleId, w.Code, w.Unit, w.Found, w.Needed, w.Missing, w.OtherId))],
                cart.Version);
        }
    }
}

internal sealed record CartMerchant(string MerchantId, LocalText Name, IReadOnlyList<CartLine> Lines);

/// <param name="PriceChangeMinor">What a piece costs more (or less, negative) than when it was put in.</param>
/// <param name="DiscountMinor">What the rules take off the line; 0 when it is not selected.</param>
internal sealed record CartLine(string SkuId, string ProductId, string? AddOnOf, LocalText Title, [Text(500)] string Spec, long Quantity, bool IsSelected, long UnitPriceMinor, long PriceChangeMinor, long DiscountMinor)
{
    public static CartLine Of(BasketGood good, CartLineRow row, PriceAmounts? amounts) => new(
        good.Sku.SkuId, good.Sku.ProductId, good.Line.AddOnOf, good.Sku.Title, good.Sku.Spec, good.Line.Quantity, row.IsSelected == 1, good.Sku.UnitPriceMinor,
        good.Sku.UnitPriceMinor - row.UnitPriceMinor, amounts?.DiscountMinor ?? 0);
}

/// <param name="Code">Why it cannot be bought: see <see cref="InvalidLine"/>.</param>
/// <param name="Found">Pieces that could be had.</param>
public sealed record CartInvalid(string SkuId, string? AddOnOf, LocalText? Title, long Quantity, string Code, long? Found);

/// <summary>Minor units; payable = goods - promotion - coupon - member - points + freight.</summary>
public sealed record CartAmounts(long GoodsMinor, long PromotionMinor, long CouponMinor, long MemberMinor, long PointsMinor, long PointsUsed, long FreightMinor, long DiscountMinor, long PayableMinor, [Currency] string Currency)
{
    public static CartAmounts Of(PriceAmounts a, string currency) =>
        new(a.GoodsMinor, a.PromotionMinor, a.CouponMinor, a.MemberMinor, a.PointsMinor, a.PointsUsed, a.FreightMinor, a.DiscountMinor, a.PayableMinor, currency);
}

public sealed record CartActivity(string RuleId, Lane Lane, string? CouponId, long AmountMinor, IReadOnlyList<string> LineIds);

/// <param name="Missing">What topping up [凑单] has to add, in minor units or pieces as <paramref name="Unit"/> says.</param>
public sealed record CartHint(string RuleId, string Code, ThresholdUnit? Unit, long? Found, long? Needed, long? Missing, string? OtherId);
