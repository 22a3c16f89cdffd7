using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products;

/// <param name="SkuId">Null = a new variant.</param>
/// <param name="Spec">Its value for every specification of the leaf that varies; two variants differ in them.</param>
internal sealed record SkuBody(
    string? SkuId,
    [Items(0, 10)] IReadOnlyList<NamedValue> Spec,
    [Range(0, Money.MinorMax)] long UnitPriceMinor,
    [Range(0, Money.MinorMax)] long? OriginalMinor,
    [Range(0, 1_000_000)] long WeightGrams,
    string? SupplierId);

internal sealed record PartBody(string SkuId, [Range(1, 10_000)] long Pieces, bool IsGift);

/// <param name="MerchantId">Needed from staff; a merchant's own is its own.</param>
/// <param name="IsStockKept">Null = pieces are counted for physical goods only.</param>
/// <param name="Parts">What it is made of [综合商品]; empty or absent = a single item.</param>
internal sealed record SaveProductBody(
    string? MerchantId,
    string CategoryId,
    string? BrandId,
    LocalText Title,
    [Text(20_000)] string? Description,
    ProductKind Kind,
    [Currency] string Currency,
    [Items(1, 200)] IReadOnlyList<SkuBody> Skus,
    [Items(0, 50)] IReadOnlyList<NamedValue>? Attributes,
    [Items(0, 20)] IReadOnlyList<string>? Images,
    [Items(0, 20)] IReadOnlyList<string>? Tags,
    string? ParcelGroup,
    [Range(1, 1_000_000)] long? LimitPerMember,
    bool? IsStockKept,
    [Items(0, 50)] IReadOnlyList<PartBody>? Parts);

/// <summary>A merchant, or staff for it, enters or edits a product. What was edited is looked at again before it is sold.</summary>
/// <remarks>Catalogue PRD-04, PRD-06, PRD-07, PRD-08, PRD-11.</remarks>
internal sealed class SaveProduct(MerchantsFacade merchants, IdSource ids)
{
    public async Task<Outcome<ProductView>> CreateAsync(Call call, SaveProductBody body, CoreTransaction tx)
    {
        var merchantId = call.Actor.Kind is ActorKind.Merchant ? call.Actor.Id : body.MerchantId;
        if (merchantId is null) return Refusal.Invalid("invalid-field", "merchant_id: found none, expected the merchant whose product it is");
        if (await merchants.HoldAsync(tx, merchantId) is not { } merchant || !call.Actor.Sees(merchant.Id, merchant.CircleId, merchant.Format) || (body.MerchantId ?? merchantId) != merchantId)
            return Refusal.NotFound("merchant", body.MerchantId ?? merchantId);
        if (!merchant.IsActive) return Refusal.Conflict("merchant-deregistered", $"merchant '{merchantId}' has left the platform; it offers nothing new");

        var row = new SpuRow { Id = ids.Next(), MerchantId = merchant.Id, CircleId = merchant.CircleId, Format = merchant.Format, Version = 0 };
        return await WriteAsync(call, body, row, isNew: true, tx);
    }

    public async Task<Outcome<ProductView>> EditAsync(Call call, SaveProductBody body, CoreTransaction tx)
    {
        if (await ProductViews.HoldSeenAsync(call, tx) is not { } row) return Refusal.NotFound("product", call.Path("id"));
        if (Edits.Check(call, row.Version) is { } stale) return stale;
        if (body.MerchantId is { } other && other != row.MerchantId) return Refusal.Conflict("product-stays", "a product does not move to another merchant; enter it there anew");
        if (body.Currency != row.Currency) return Refusal.Conflict("currency-stays", $"found {body.Currency}, expected {row.Currency}: a product keeps its currency; enter it anew");
        return await WriteAsync(call, body, row, isNew: false, tx);
    }

    private async Task<Outcome<ProductView>> WriteAsync(Call call, SaveProductBody body, SpuRow was, bool isNew, CoreTransaction tx)
    {
        var known = isNew ? [] : await tx.ListAsync<SkuRow>($"select {SkuRow.Columns} from product_sku where product_id = @Id", new { was.Id });
        var path = await ProductCheck.PathAsync(tx, body.CategoryId);
        if (!path.IsDone) return path.Refusal!;
        if (await ProductCheck.WrongAsync(tx, body, known, was) is { } wrong) return wrong;

        var row = was with
        {
            Kind = Words.Of(body.Kind), Category1 = path.Value[0], Category2 = path.Value[1], CategoryId = path.Value[2], BrandId = body.BrandId, TitleZh = body.Title.Zh, TitleEn = body.Title.En,
            Description = body.Description, Images = Words.ListOf(body.Images), Tags = Words.ListOf(body.Tags), ParcelGroup = body.ParcelGroup, LimitPerMember = body.LimitPerMember,
            IsStockKept = body.IsStockKept ?? body.Kind is ProductKind.Physical ? 1 : 0, Currency = body.Currency, PriceMinMinor = body.Skus.Min(s => s.UnitPriceMinor), PriceMaxMinor = body.Skus.Max(s => s.UnitPriceMinor),
            Audit = Words.Of(AuditState.Draft), AuditReason = null, IsListed = 0, Version = was.Version + 1,
        };
        await ProductWrite.SpuAsync(tx, row, isNew, SearchText.Of([body.Title.Zh, body.Title.En, .. body.Tags ?? [], .. (body.Attributes ?? []).Select(a => a.Value)]), call.Actor.ToString());
        await ProductWrite.SkusAsync(tx, row.Id, body.Skus, known, ids);
        await ProductWrite.ValuesAndPartsAsync(tx, row.Id, body);
        var view = await ProductViews.NowAsync(tx, row.Id);
        EmitAll(call, was, row, view, known, tx);
        return view;
    }

    private void EmitAll(Call call, SpuRow was, SpuRow row, ProductView view, IReadOnlyList<SkuRow> known, CoreTransaction tx)
    {
        if (was.IsListed == 1) tx.Emit(ProductEvents.Header(ids.Next(), tx, row, call), new ProductDelisted(row.Id, "edited"));
        tx.Emit(ProductEvents.Header(ids.Next(), tx, row, call), new ProductSaved(row.Id, row.Title, row.CategoryId, ProductEvents.Major(row.PriceMinMinor), row.Currency));
        foreach (var sku in view.Skus)
            if (known.FirstOrDefault(k => k.Id == sku.SkuId) is { } before && before.UnitPriceMinor != sku.UnitPriceMinor)
                tx.Emit(ProductEvents.Header(ids.Next(), tx, row, call), new PriceChanged(row.Id, ProductEvents.Major(before.UnitPriceMinor), ProductEvents.Major(sku.UnitPriceMinor), row.Currency, sku.SkuId));
        if (view.ValueMinor is { } value)
            tx.Emit(ProductEvents.Header(ids.Next(), tx, row, call), new CompositeSaved(row.Id, [.. view.Parts.Select(p => new CompositePart(p.SkuId, p.Pieces, p.IsGift))], value, row.Currency));
    }
}
