using RailLife.Commerce.Products;

namespace RailLife.Commerce.Carts;

/// <summary>Which lines can be bought now. Pure; two lines of one variant share what there is of it.</summary>
/// <remarks>Catalogue CRT-05.</remarks>
internal static class BasketCheck
{
    /// <param name="free">Pieces that can be sold now, by sku.</param>
    /// <param name="isDelivered">False for a merchant that does not deliver to the buyer's region.</param>
    public static (IReadOnlyList<BasketGood> Goods, IReadOnlyList<InvalidLine> Invalid) Decide(
        IReadOnlyList<BasketLine> lines, IReadOnlyDictionary<string, SkuForSale> skus, IReadOnlyDictionary<string, long> free, Func<string, bool> isDelivered, string currency)
    {
        var goods = new List<BasketGood>();
        var invalid = new List<InvalidLine>();
        var taken = new Dictionary<string, long>();
        var ofProduct = new Dictionary<string, long>();
        foreach (var line in lines.OrderBy(l => l.LineId, StringComparer.Ordinal))
        {
            var sku = skus.GetValueOrDefault(line.SkuId);
            var left = sku is null ? 0 : free.GetValueOrDefault(line.SkuId) - taken.GetValueOrDefault(line.SkuId);
            var wrong = sku switch
            {
                null => new InvalidLine(line, null, "unknown-sku"),
                { IsListed: false } => new InvalidLine(line, sku, "not-for-sale"),
                _ when sku.Currency != currency => new InvalidLine(line, sku, "wrong-currency"),
                { IsStockKept: true } when left <= 0 => new InvalidLine(line, sku, "out-of-stock", 0),
                { IsStockKept: true } when left < line.Quantity => new InvalidLine(line, sku, "stock-too-low", left),
                { LimitPerMember: { } limit } when ofProduct.GetValueOrDefault(sku.ProductId) + line.Quantity > limit => new InvalidLine(line, sku, "over-limit", limit),
                { Kind: ProductKind.Physical } when !isDelivered(sku.MerchantId) => new InvalidLine(line, sku, "no-delivery"),
                _ => null,
            };
            if (wrong is not null)
            {
                invalid.Add(wrong);
                continue;
            }
            taken[line.SkuId] = taken.GetValueOrDefault(line.SkuId) + line.Quantity;
            ofProduct[sku!.ProductId] = ofProduct.GetValueOrDefault(sku.ProductId) + line.Quantity;
            goods.Add(new BasketGood(line, sku));
        }
        return (goods, invalid);
    }
}
