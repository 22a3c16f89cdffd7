using RailLife.Commerce.Edge;
using RailLife.Contracts.Tracking;
using RailLife.Store;

namespace RailLife.Commerce.Carts;

/// <param name="CartId">The cart that the client held before he signed in.</param>
internal sealed record MergeCartBody(string CartId);

/// <summary>What was put in before signing in goes into the member's own cart; the other cart is then gone. Catalogue CRT-03.</summary>
/// <remarks>A line of both counts together up to the most that a line takes; what the cart has no room for is left out, and the answer says how many lines.</remarks>
internal sealed class MergeCart(CartsParts parts, CartView.Reader reader)
{
    public async Task<Outcome<CartView>> RunAsync(Call call, MergeCartBody body, CoreTransaction tx)
    {
        var touched = await CartRow.TouchAsync(call, tx, parts.Ids.Next());
        if (!touched.IsDone) return touched.Refusal!;
        var mine = touched.Value;
        if (await CartRow.AnonymousAsync(tx, body.CartId) is not { } other) return Refusal.NotFound("cart", body.CartId);
        // Of two racing merges one deletes the cart, the other finds nothing; and nobody puts anything in any more.
        if (!await tx.ExecuteOneAsync("delete from cart_cart where id = @Id and member_id is null", new { other.Id })) return Refusal.NotFound("cart", body.CartId);
        var lines = await CartLineRow.OfAsync(tx, other.Id);
        await tx.ExecuteAsync("delete from cart_line where cart_id = @Id", new { other.Id });
        var own = (await CartLineRow.OfAsync(tx, mine.Id)).ToDictionary(l => (l.SkuId, l.AddOnOf), l => l.Quantity);
        var merged = 0L;
        foreach (var line in lines.OrderBy(l => l.SkuId, StringComparer.Ordinal))
        {
            var room = CartLimits.QuantityMax - own.GetValueOrDefault((line.SkuId, line.AddOnOf));
            if (room > 0 && await CartEdits.PutAsync(tx, mine.Id, line with { Quantity = Math.Min(room, line.Quantity) }) is null) merged++;
        }
        parts.Events.Tell(tx, parts.Header(call, tx, mine), new CartMerged(mine.Session, other.Session, merged));
        return await reader.OfAsync(tx, mine);
    }
}
