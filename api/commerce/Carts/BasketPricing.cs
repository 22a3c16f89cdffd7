using RailLife.Commerce.Pricing;
using RailLife.Commerce.Products;
using RailLife.Store;

namespace RailLife.Commerce.Carts;

/// <summary>Reads the rules that are in force for a basket now and asks the calculator.</summary>
/// <remarks>Catalogue CRT-02, CRT-05, CRT-06.</remarks>
internal sealed class BasketPricing(CartsParts parts)
{
    private const string PointsRule = "points";
    private const string LevelRule = "member-level";

    public async Task<PricedBasket> RunAsync(CoreTransaction tx, Basket basket)
    {
        var skus = (await parts.Products.SkusAsync(tx, [.. basket.Lines.Select(l => l.SkuId).Distinct()])).ToDictionary(s => s.SkuId);
        var free = await parts.Stock.AvailableAsync(tx, [.. skus.Values.Where(s => s.IsStockKept).Select(s => s.SkuId)]);
        var freight = await FreightAsync(tx, basket, skus.Values);
        var (goods, invalid) = BasketCheck.Decide(basket.Lines, skus, free, m => basket.Region is null || freight.ContainsKey(m), parts.Options.Currency);
        if (goods.Count == 0) return new PricedBasket(goods, invalid, null, 0);

        var points = basket.MemberId is { } member ? await parts.Points.AvailableAsync(tx, member) : 0;
        var request = await RequestAsync(tx, basket, goods, [.. freight.Values], Math.Min(basket.Points, points));
        var most = points > 0 ? PriceCalculator.Price(request with { Points = PointsRuleOf(points) }).Total.PointsUsed : 0;
        return new PricedBasket(goods, invalid, PriceCalculator.Price(request), most);
    }

    private async Task<Dictionary<string, FreightRule>> FreightAsync(CoreTransaction tx, Basket basket, IEnumerable<SkuForSale> skus)
    {
        var rules = new Dictionary<string, FreightRule>();
        if (basket.Region is not { } address) return rules;
        foreach (var merchantId in skus.Select(s => s.MerchantId).Distinct().Order(StringComparer.Ordinal))
            if (await parts.Merchants.FreightRuleAsync(tx, merchantId) is { } rule && FreightOf.At(rule, address) is { } here) rules[merchantId] = here;
        return rules;
    }

    private async Task<PriceRequest> RequestAsync(CoreTransaction tx, Basket basket, IReadOnlyList<BasketGood> goods, IReadOnlyList<FreightRule> freight, long points)
    {
        var skus = goods.Select(g => g.Sku).DistinctBy(s => s.SkuId).ToList();
        var rules = await parts.Promotions.ActiveAsync(tx, basket.MemberId, [.. skus.Select(s => s.SkuId)]);
        var coupons = basket.MemberId is { } member ? await parts.Promotions.CouponsOfAsync(tx, member) : [];
        return new PriceRequest(parts.Options.Currency,
            [.. goods.Select(g => Line(g))], rules.Promotions, rules.Stacking, [.. coupons.Select(c => c.Coupon)], basket.CouponIds, basket.Gifts,
            await LevelAsync(tx, basket.MemberId), points > 0 ? PointsRuleOf(points) : null, freight);
    }

    private static PriceLine Line(BasketGood good) => new(
        good.Line.LineId, good.Sku.SkuId, good.Sku.MerchantId, good.Sku.CategoryPath.Split('/'), good.Sku.BrandId, good.Line.Quantity, good.Sku.UnitPriceMinor,
        good.Sku.Kind is ProductKind.Physical, good.Line.AddOnOf);

    private async Task<MemberDeduction?> LevelAsync(CoreTransaction tx, string? memberId) =>
        memberId is not null && await parts.Members.DiscountOfLevelAsync(tx, memberId) is > 0 and var off ? new MemberDeduction(LevelRule, 1, off) : null;

    private PointsDeduction PointsRuleOf(long wanted) => new(PointsRule, 1, wanted, parts.Options.PointsPerMinorUnit, 1, parts.Options.PointsShareMaxBasisPoints);
}
