using RailLife.Commerce.Pricing;
using RailLife.Commerce.Products;

namespace RailLife.Commerce.Carts;

/// <param name="AddOnOf">The add-on promotion that it is taken with; null = bought for itself.</param>
public sealed record BasketLine(string SkuId, long Quantity, string? AddOnOf = null)
{
    /// <summary>The same for the same goods wherever they are priced, so a cent falls alike in cart, checkout and order.</summary>
    public string LineId => AddOnOf is null ? SkuId : $"{SkuId}+{AddOnOf}";
}

/// <summary>Goods that somebody would buy, and how he would pay for them.</summary>
/// <param name="MemberId">Null = nobody has signed in: no coupons, no points, no level.</param>
/// <param name="Region">The address from near to far: district, city, province; null = not known yet, freight is left out.</param>
/// <param name="CouponIds">Coupons that he chose; null = the best, empty = none.</param>
/// <param name="Points">Points that he would use at most.</param>
public sealed record Basket(string? MemberId, IReadOnlyList<BasketLine> Lines, IReadOnlyList<string>? Region, IReadOnlyList<string>? CouponIds, long Points, IReadOnlyList<GiftChoice> Gifts);

/// <summary>A basket with its price.</summary>
/// <param name="Goods">Lines that can be bought, in the order of their ids.</param>
/// <param name="Invalid">Lines that cannot, and why; they are not in the price.</param>
/// <param name="Price">Null when no line can be bought.</param>
/// <param name="PointsMax">Points that could be used at most.</param>
public sealed record PricedBasket(IReadOnlyList<BasketGood> Goods, IReadOnlyList<InvalidLine> Invalid, PriceResult? Price, long PointsMax);

public sealed record BasketGood(BasketLine Line, SkuForSale Sku);

/// <summary>A line that cannot be bought [失效商品]. Catalogue CRT-05.</summary>
/// <param name="Code"><c>unknown-sku</c>, <c>not-for-sale</c>, <c>wrong-currency</c>, <c>out-of-stock</c>, <c>stock-too-low</c>, <c>over-limit</c>, <c>no-delivery</c>.</param>
/// <param name="Found">Pieces that could be had; null where it is not about pieces.</param>
public sealed record InvalidLine(BasketLine Line, SkuForSale? Sku, string Code, long? Found = null);
