using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Products;

/// <summary>Products as their merchant and the platform see them, listed or not.</summary>
/// <remarks>Catalogue PRD-06, PRD-09, PLT-07.</remarks>
internal static class ProductLists
{
    public static async Task<Outcome<ProductView>> OneAsync(Call call, CoreTransaction tx) =>
        await ProductViews.FindSeenAsync(call, tx) is { } row ? await ProductViews.OfAsync(tx, row) : Refusal.NotFound("product", call.Path("id"));

    public static async Task<Outcome<Page<ProductView>>> AllAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var (sql, args) = Sight.Of(call.Actor, "merchant_id");
        var audit = call.Query("audit");
        if (audit is not null && Words.Find<AuditState>(audit) is null) throw new BadCallException("bad-parameter", $"audit: found '{audit}', expected draft, submitted, passed or rejected");
        args.Add("After", page.After ?? "");
        args.Add("Audit", audit);
        args.Add("Limit", page.Limit + 1);
        var rows = await tx.ListAsync<SpuRow>(
            $"select {SpuRow.Columns} from product_spu where id > @After and is_deleted = 0 and (cast(@Audit as text) is null or audit = @Audit) and {sql} order by id limit @Limit", args);
        var shown = page.Of(rows, r => r.Id);
        var views = new List<ProductView>();
        foreach (var row in shown.Items) views.Add(await ProductViews.OfAsync(tx, row));
        return new Page<ProductView>(views, shown.Next);
    }
}
