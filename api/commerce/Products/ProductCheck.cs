using RailLife.Contracts;
using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Products;

/// <summary>What a product must be before it is written.</summary>
/// <remarks>Catalogue PRD-04: one back leaf; its specifications, attributes and brands attach to the leaf.</remarks>
internal static class ProductCheck
{
    /// <summary>Ids of the three levels down to a leaf.</summary>
    public static async Task<Outcome<string[]>> PathAsync(CoreTransaction tx, string leafId)
    {
        var leaf = await tx.FindAsync<PathRow>(
            """
            select c.level, b.parent_id as top_id, c.parent_id from product_back_category c left join product_back_category b on b.id = c.parent_id where c.id = @leafId
            """, new { leafId });
        if (leaf is null) return Refusal.NotFound("category", leafId);
        return leaf.Level == 3 ? (string[])[leaf.TopId ?? "", leaf.ParentId ?? "", leafId] : Refusal.Conflict("category-not-leaf", $"category '{leafId}' is of level {leaf.Level}; goods attach to one of level 3");
    }

    public static async Task<Refusal?> WrongAsync(CoreTransaction tx, SaveProductBody body, IReadOnlyList<SkuRow> known, SpuRow row)
    {
        if (Words.Check(body.Title, "title") is { } nameless) return nameless;
        if (body.Skus.FirstOrDefault(s => s.SkuId is { } id && known.All(k => k.Id != id)) is { } strange) return Refusal.NotFound("sku", strange.SkuId ?? "");
        if (Twice(body.Skus.Where(s => s.SkuId is not null), s => s.SkuId ?? "") is { } skuTwice) return Refusal.Invalid("sku-twice", $"sku '{skuTwice}' is named twice; expected once");
        if (Twice(body.Skus, s => string.Join('\n', s.Spec.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => $"{v.Name}={v.Value}"))) is not null)
            return Refusal.Invalid("spec-twice", "two variants have the same specification; expected each to differ in a value");
        if (body.Skus.Any(s => s.Spec.DistinctBy(v => v.Name).Count() != s.Spec.Count)) return Refusal.Invalid("spec-twice", "a variant names a specification twice; expected one value for each");
        if (Twice(body.Attributes ?? [], a => a.Name) is { } attributeTwice) return Refusal.Invalid("attribute-twice", $"attribute '{attributeTwice}' is named twice; expected once");
        if (body.BrandId is { } brand && await tx.FindAsync<string>("select brand_id from product_category_brand where category_id = @CategoryId and brand_id = @brand", new { body.CategoryId, brand }) is null)
            return Refusal.Conflict("brand-not-of-category", $"brand '{brand}' does not belong to category '{body.CategoryId}'; add it there, or choose one of its brands");
        return await FieldsAsync(tx, body) ?? await PartsAsync(tx, body, row);
    }

    private static async Task<Refusal?> FieldsAsync(CoreTransaction tx, SaveProductBody body)
    {
        var fields = (await tx.ListAsync<FieldRow>("select name, kind from product_category_field where category_id = @CategoryId", new { body.CategoryId })).ToLookup(f => f.Kind, f => f.Name);
        foreach (var (kind, names) in new[] { (CategoryField.Spec, body.Skus.SelectMany(s => s.Spec)), (CategoryField.Attribute, body.Attributes ?? []) })
            if (names.FirstOrDefault(v => !fields[kind].Contains(v.Name)) is { } odd)
                return Refusal.Conflict($"{kind}-not-of-category", $"category '{body.CategoryId}' has no {kind} '{odd.Name}'; found {string.Join(", ", fields[kind].Order(StringComparer.Ordinal))}");
        return null;
    }

    private static async Task<Refusal?> PartsAsync(CoreTransaction tx, SaveProductBody body, SpuRow row)
    {
        if (body.Parts is not { Count: > 0 } parts) return null;
        if (Twice(parts, p => $"{p.SkuId}{(p.IsGift ? " as a gift" : "")}") is { } twice) return Refusal.Invalid("part-twice", $"part '{twice}' is named twice; expected once, with its count");
        var found = await tx.ListAsync<PartOfRow>(
            """
            select s.id, p.currency, (select count(*) from product_part c where c.product_id = p.id) as parts from product_sku s join product_spu p on p.id = s.product_id
            where s.id in @Ids and s.is_gone = 0 and p.is_deleted = 0 and p.merchant_id = @MerchantId and p.id <> @Self
            """, new { Ids = parts.Select(p => p.SkuId).Distinct().ToList(), row.MerchantId, Self = row.Id });
        if (parts.FirstOrDefault(p => found.All(f => f.Id != p.SkuId)) is { } strange) return Refusal.NotFound("sku", strange.SkuId);
        if (found.FirstOrDefault(f => f.Parts > 0) is { } nested) return Refusal.Conflict("part-is-composite", $"sku '{nested.Id}' is itself made of others; expected single items");
        return found.FirstOrDefault(f => f.Currency != body.Currency) is { } foreign ? Refusal.Conflict("currencies-differ", $"sku '{foreign.Id}' is priced in {foreign.Currency}, the product in {body.Currency}") : null;
    }

    private static string? Twice<T>(IEnumerable<T> items, Func<T, string> key) => items.GroupBy(key).FirstOrDefault(g => g.Count() > 1)?.Key;

    private sealed record PathRow
    {
        public long Level { get; init; }
        public string? TopId { get; init; }
        public string? ParentId { get; init; }
    }

    private sealed record FieldRow
    {
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
    }

    private sealed record PartOfRow
    {
        public string Id { get; init; } = "";
        public string Currency { get; init; } = "";
        public long Parts { get; init; }
    }
}
