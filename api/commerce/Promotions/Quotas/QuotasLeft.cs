using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions.Rules;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Quotas;

/// <summary>What is left of a rule's quotas for one buyer, so that the calculator prices only what he can still get.</summary>
/// <remarks>Catalogue ACT-07c, ACT-08, ACT-09. A look, not a promise: taking them is the guarded step.</remarks>
internal static class QuotasLeft
{
    /// <param name="memberId">Null = somebody who has not signed in: only the common stock counts.</param>
    public static async Task<Promotion> FillAsync(CoreTransaction tx, PromotionBody body, Promotion rule, string? memberId)
    {
        if (rule is not (LimitPrice or FlashPrice or AddOn or FullGift)) return rule;
        var isCounted = body.Terms.Deals?.Any(d => d.StockUnits is not null || d.MemberUnits is not null) == true || body.Terms.Gifts?.Any(g => g.StockUnits is not null) == true;
        var taken = isCounted ? await TakenAsync(tx, rule.Id, memberId) : [];
        return rule switch
        {
            LimitPrice r => r with { Prices = Prices(body, taken) },
            FlashPrice r => r with { Prices = Prices(body, taken) },
            AddOn r => r with { Items = Prices(body, taken) },
            FullGift r => r with { Pool = [.. r.Pool.Zip(body.Terms.Gifts ?? [], (g, b) => g with { UnitsLeft = Left(b.StockUnits, taken, b.GiftId, QuotaDimension.Stock) })] },
            _ => rule,
        };
    }

    public static async Task<Dictionary<(string Item, QuotaDimension Dimension), long>> TakenAsync(CoreTransaction tx, string promotionId, string? memberId) =>
        (await tx.ListAsync<Row>(
            "select item_id, dimension, taken from promo_count where promotion_id = @promotionId and (dimension = 'stock' or (dimension = 'member' and subject = @memberId))", new { promotionId, memberId = memberId ?? "" }))
        .ToDictionary(r => (r.ItemId, r.Dimension == "stock" ? QuotaDimension.Stock : QuotaDimension.Member), r => r.Taken);

    private static List<DealPrice> Prices(PromotionBody body, Dictionary<(string, QuotaDimension), long> taken) =>
        [.. (body.Terms.Deals ?? []).Select(d => new DealPrice(d.SkuId, d.UnitPriceMinor,
            Smaller(Left(d.StockUnits, taken, d.SkuId, QuotaDimension.Stock), Left(d.MemberUnits, taken, d.SkuId, QuotaDimension.Member))))];

    private static long? Left(long? quota, Dictionary<(string, QuotaDimension), long> taken, string item, QuotaDimension dimension) =>
        quota is { } units ? Math.Max(0, units - taken.GetValueOrDefault((item, dimension))) : null;

    private static long? Smaller(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);

    private sealed record Row
    {
        public string ItemId { get; init; } = "";
        public string Dimension { get; init; } = "";
        public long Taken { get; init; }
    }
}
