using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Tracking;
using RailLife.Store;

namespace RailLife.Commerce.Carts;

/// <param name="AddOnOf">The add-on promotion that it is taken with; null = bought for itself.</param>
internal sealed record AddLineBody(string SkuId, [Range(1, CartLimits.QuantityMax)] long Quantity, string? AddOnOf);

/// <summary>Absent = stays as it is.</summary>
internal sealed record ChangeLineBody([Range(1, CartLimits.QuantityMax)] long? Quantity, bool? IsSelected);

/// <param name="SkuIds">Null = all lines.</param>
internal sealed record SelectLinesBody([Items(1, CartLimits.LinesMax)] IReadOnlyList<string>? SkuIds, bool IsSelected);

public static class CartLimits
{
    /// <summary>Lines of one cart.</summary>
    public const int LinesMax = 120;

    /// <summary>Pieces of one line.</summary>
    public const long QuantityMax = 999;
}

/// <summary>Put in, change, take out, select. Catalogue CRT-01.</summary>
/// <remarks>Adding counts up, so it needs no version; whoever sets an absolute quantity may name the version that he saw (If-Match).</remarks>
internal sealed class CartEdits(CartsParts parts, CartView.Reader reader)
{
    public async Task<Outcome<CartView>> AddAsync(Call call, AddLineBody body, CoreTransaction tx)
    {
        if ((await parts.Products.SkusAsync(tx, [body.SkuId])).FirstOrDefault() is not { } sku) return Refusal.NotFound("sku", body.SkuId);
        if (!sku.IsListed) return Refusal.Conflict("not-for-sale", $"sku '{body.SkuId}' is not for sale now; take another one");
        if (sku.Currency != parts.Options.Currency) return Refusal.Conflict("wrong-currency", $"sku '{body.SkuId}' is sold in {sku.Currency}, expected {parts.Options.Currency}");
        var touched = await CartRow.TouchAsync(call, tx, parts.Ids.Next());
        if (!touched.IsDone) return touched.Refusal!;
        var cart = touched.Value;
        if (await PutAsync(tx, cart.Id, new CartLineRow { SkuId = sku.SkuId, AddOnOf = body.AddOnOf ?? "", Quantity = body.Quantity, IsSelected = 1, UnitPriceMinor = sku.UnitPriceMinor }) is { } full) return full;
        parts.Events.Tell(tx, parts.Header(call, tx, cart), new CartItemAdded(cart.Session, sku.ProductId, body.Quantity, sku.UnitPriceMinor / 100m, sku.Currency, parts.Options.DayOf(tx.Now)));
        return await reader.OfAsync(tx, cart);
    }

    public async Task<Outcome<CartView>> ChangeAsync(Call call, ChangeLineBody body, CoreTransaction tx)
    {
        var touched = await CartRow.TouchAsync(call, tx, parts.Ids.Next());
        if (!touched.IsDone) return touched.Refusal!;
        var isThere = await tx.ExecuteOneAsync(
            "update cart_line set quantity = coalesce(@Quantity, quantity), is_selected = coalesce(@IsSelected, is_selected) where cart_id = @Id and sku_id = @SkuId and add_on_of = @AddOnOf",
            new { body.Quantity, IsSelected = body.IsSelected is { } s ? (long?)(s ? 1 : 0) : null, touched.Value.Id, SkuId = call.Path("sku"), AddOnOf = call.Query("addOnOf") ?? "" });
        return isThere ? await reader.OfAsync(tx, touched.Value) : Refusal.NotFound("cart-line", call.Path("sku"));
    }

    public async Task<Outcome<CartView>> RemoveAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var touched = await CartRow.TouchAsync(call, tx, parts.Ids.Next());
        if (!touched.IsDone) return touched.Refusal!;
        var (cart, skuId, addOnOf) = (touched.Value, call.Path("sku"), call.Query("addOnOf") ?? "");
        var line = (await CartLineRow.OfAsync(tx, cart.Id)).FirstOrDefault(l => l.SkuId == skuId && l.AddOnOf == addOnOf);
        if (line is null) return Refusal.NotFound("cart-line", skuId);
        await TakeOutAsync(tx, cart.Id, [line]);
        await TellRemovedAsync(call, tx, cart, [line]);
        return await reader.OfAsync(tx, cart);
    }

    public async Task<Outcome<CartView>> SelectAsync(Call call, SelectLinesBody body, CoreTransaction tx)
    {
        var touched = await CartRow.TouchAsync(call, tx, parts.Ids.Next());
        if (!touched.IsDone) return touched.Refusal!;
        var selected = body.IsSelected ? 1L : 0L;
        if (body.SkuIds is { } skuIds) await tx.ExecuteAsync("update cart_line set is_selected = @selected where cart_id = @Id and sku_id in @skuIds", new { selected, touched.Value.Id, skuIds });
        else await tx.ExecuteAsync("update cart_line set is_selected = @selected where cart_id = @Id", new { selected, touched.Value.Id });
        return await reader.OfAsync(tx, touched.Value);
    }

    /// <summary>Takes out what cannot be bought any more. Catalogue CRT-05.</summary>
    public async Task<Outcome<CartView>> ClearInvalidAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var touched = await CartRow.TouchAsync(call, tx, parts.Ids.Next());
        if (!touched.IsDone) return touched.Refusal!;
        var lines = await CartLineRow.OfAsync(tx, touched.Value.Id);
        var goods = (await parts.Products.SkusAsync(tx, [.. lines.Select(l => l.SkuId).Distinct()])).ToDictionary(s => s.SkuId);
        var dead = lines.Where(l => !goods.TryGetValue(l.SkuId, out var sku) || !sku.IsListed).ToList();
        await TakeOutAsync(tx, touched.Value.Id, dead);
        await TellRemovedAsync(call, tx, touched.Value, dead);
        return await reader.OfAsync(tx, touched.Value);
    }

    /// <summary>Adds the pieces to the line, or begins it; null when they fit.</summary>
    internal static async Task<Refusal?> PutAsync(CoreTransaction tx, string cartId, CartLineRow line)
    {
        var row = new { cartId, line.SkuId, line.AddOnOf, line.Quantity, line.IsSelected, line.UnitPriceMinor, tx.NowMicros, CartLimits.QuantityMax, CartLimits.LinesMax };
        var isKnown = await tx.FindAsync<long?>("select quantity from cart_line where cart_id = @cartId and sku_id = @SkuId and add_on_of = @AddOnOf", row) is not null;
        if (isKnown)
            return await tx.ExecuteOneAsync(
                "update cart_line set quantity = quantity + @Quantity, is_selected = @IsSelected where cart_id = @cartId and sku_id = @SkuId and add_on_of = @AddOnOf and quantity + @Quantity <= @QuantityMax", row)
                ? null : Refusal.Conflict("too-many-pieces", $"the cart would have more than {CartLimits.QuantityMax} pieces of sku '{line.SkuId}'; add fewer");
        if (!await tx.ExecuteOneAsync("update cart_cart set lines = lines + 1 where id = @cartId and lines < @LinesMax", row))
            return Refusal.Conflict("cart-full", $"the cart has {CartLimits.LinesMax} lines, which is the most; take some out first");
        await tx.ExecuteAsync("insert into cart_line (cart_id, sku_id, add_on_of, quantity, is_selected, unit_price_minor, added_at) values (@cartId, @SkuId, @AddOnOf, @Quantity, @IsSelected, @UnitPriceMinor, @NowMicros)", row);
        return null;
    }

    internal static async Task TakeOutAsync(CoreTransaction tx, string cartId, IReadOnlyList<CartLineRow> lines)
    {
        foreach (var line in lines)
            if (await tx.ExecuteOneAsync("delete from cart_line where cart_id = @cartId and sku_id = @SkuId and add_on_of = @AddOnOf", new { cartId, line.SkuId, line.AddOnOf }))
                await tx.ExecuteAsync("update cart_cart set lines = lines - 1 where id = @cartId", new { cartId });
    }

    private async Task TellRemovedAsync(Call call, CoreTransaction tx, CartRow cart, IReadOnlyList<CartLineRow> lines)
    {
        var products = (await parts.Products.SkusAsync(tx, [.. lines.Select(l => l.SkuId).Distinct()])).ToDictionary(s => s.SkuId, s => s.ProductId);
        foreach (var line in lines)
            if (products.TryGetValue(line.SkuId, out var product)) parts.Events.Tell(tx, parts.Header(call, tx, cart), new CartItemRemoved(cart.Session, product, line.Quantity, parts.Options.DayOf(tx.Now)));
    }
}
