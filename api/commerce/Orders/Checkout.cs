using RailLife.Commerce.Carts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Products;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

internal sealed record LineAsk(string SkuId, [Range(1, CartLimits.QuantityMax)] long Quantity, string? AddOnOf);

internal sealed record GiftAsk(string PromotionId, string GiftId, [Range(1, CartLimits.QuantityMax)] long Quantity);

/// <param name="Lines">What is bought directly [立即购买]; null = the selected lines of the cart.</param>
/// <param name="AddressId">Of the member; null = nothing has to be shipped, or it is not chosen yet.</param>
/// <param name="CouponIds">Null = the best; empty = none.</param>
/// <param name="Points">To use at most.</param>
internal sealed record CheckoutBody(
    [Items(1, CartLimits.LinesMax)] IReadOnlyList<LineAsk>? Lines, string? AddressId, [Items(0, 20)] IReadOnlyList<string>? CouponIds, [Range(0, Money.MinorMax)] long? Points, [Items(0, 50)] IReadOnlyList<GiftAsk>? Gifts);

/// <summary>Who buys what, to where, for how much.</summary>
internal sealed record CheckedOut(string MemberId, IReadOnlyList<BasketLine> Lines, AddressInfo? Address, PricedBasket Priced);

/// <summary>From a wish to a price: the preview and the order go the same way. Catalogue CRT-02, CRT-04, ORD-10.</summary>
internal sealed class Checkout(OrdersParts parts)
{
    public async Task<Outcome<CheckedOut>> ReadAsync(Call call, CheckoutBody body, CoreTransaction tx)
    {
        var memberId = call.Actor.Id;
        if (await parts.Members.FindAsync(tx, memberId) is not { IsActive: true }) return Refusal.Forbidden("member-blocked", $"the member '{memberId}' is blocked or gone and buys nothing");
        var lines = body.Lines is { } asked ? [.. asked.Select(l => new BasketLine(l.SkuId, l.Quantity, l.AddOnOf))] : await parts.Carts.SelectedAsync(tx, memberId);
        if (lines.Count == 0) return Refusal.Conflict("nothing-selected", "found no selected line in the cart; select some, or name lines");
        if (lines.DistinctBy(l => l.LineId).Count() != lines.Count) return Refusal.Invalid("line-twice", "found two lines of one sku; add their pieces up");
        AddressInfo? address = null;
        if (body.AddressId is { } addressId && (address = await parts.Members.AddressAsync(tx, memberId, addressId)) is null) return Refusal.NotFound("address", addressId);
        var region = address is null ? null : (IReadOnlyList<string>)[address.District, address.City, address.Province];
        var gifts = (body.Gifts ?? []).Select(g => new GiftChoice(g.PromotionId, g.GiftId, g.Quantity)).ToList();
        return new CheckedOut(memberId, lines, address, await parts.Carts.PriceAsync(tx, new Basket(memberId, lines, region, body.CouponIds, body.Points ?? 0, gifts)));
    }

    /// <summary>The preview [结算页]: nothing is set aside, and what does not fit is told rather than refused.</summary>
    public async Task<Outcome<CheckoutView>> PreviewAsync(Call call, CheckoutBody body, CoreTransaction tx)
    {
        var read = await ReadAsync(call, body, tx);
        return read.IsDone ? CheckoutView.Of(read.Value, parts.Options.Currency) : read.Refusal!;
    }
}

/// <param name="NeedsAddress">Something is shipped and no address was named: freight is not in the price.</param>
/// <param name="Coupons">Coupons that act now.</param>
/// <param name="WhyNot">Promotions and coupons that do not, and what is missing.</param>
/// <param name="Blocks">Codes for which it cannot be ordered as it is.</param>
internal sealed record CheckoutView(
    IReadOnlyList<CheckoutLine> Lines, IReadOnlyList<CartInvalid> Invalid, CartAmounts Amounts, long PointsMax, bool NeedsAddress, IReadOnlyList<CartActivity> Activities,
    IReadOnlyList<string> Coupons, IReadOnlyList<CartHint> WhyNot, IReadOnlyList<string> Blocks, IReadOnlyList<CheckoutGift> Gifts)
{
    public static CheckoutView Of(CheckedOut read, string currency)
    {
        var (priced, price) = (read.Priced, read.Priced.Price);
        var amounts = (price?.Lines ?? []).ToDictionary(l => l.LineId, l => l.Amounts);
        return new CheckoutView(
            [.. priced.Goods.Select(g => new CheckoutLine(g.Line.SkuId, g.Sku.MerchantId, g.Sku.Title, g.Sku.Spec, g.Line.Quantity, g.Sku.UnitPriceMinor, amounts[g.Line.LineId].DiscountMinor, amounts[g.Line.LineId].GoodsPaidMinor, amounts[g.Line.LineId].FreightMinor))],
            [.. priced.Invalid.Select(i => new CartInvalid(i.Line.SkuId, i.Line.AddOnOf, i.Sku?.Title, i.Line.Quantity, i.Code, i.Found))],
            CartAmounts.Of(price?.Total ?? PriceAmounts.Zero, currency),
            priced.PointsMax,
            read.Address is null && priced.Goods.Any(g => g.Sku.Kind is ProductKind.Physical),
            [.. (price?.Effects ?? []).Select(e => new CartActivity(e.RuleId, e.Lane, e.CouponId, e.AmountMinor, [.. e.Shares.Select(s => s.LineId)]))],
            [.. (price?.Effects ?? []).Select(e => e.CouponId).OfType<string>()],
            [.. (price?.WhyNot ?? []).Select(w => new CartHint(w.RuleId, w.Code, w.Unit, w.Found, w.Needed, w.Missing, w.OtherId))],
            [.. (price?.Blocks ?? []).Select(b => b.Code)],
            [.. (price?.Gifts ?? []).Select(g => new CheckoutGift(g.PromotionId, g.GiftId, g.Quantity))]);
    }
}

internal sealed record CheckoutLine(string SkuId, string MerchantId, LocalText Title, [Text(500)] string Spec, long Quantity, long UnitPriceMinor, long DiscountMinor, long PaidMinor, long FreightMinor);

internal sealed record CheckoutGift(string PromotionId, string GiftId, long Quantity);
