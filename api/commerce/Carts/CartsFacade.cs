using RailLife.Store;

namespace RailLife.Commerce.Carts;

/// <summary>What other services ask of carts: what is chosen in one, and the price of any basket.</summary>
public sealed class CartsFacade(CartsParts parts)
{
    private readonly BasketPricing pricing = new(parts);

    /// <summary>The lines that the member has selected in his cart; empty when he has none.</summary>
    public async Task<IReadOnlyList<BasketLine>> SelectedAsync(CoreTransaction tx, string memberId) => await CartRow.OfMemberAsync(tx, memberId) is { } cart
        ? [.. (await CartLineRow.OfAsync(tx, cart.Id)).Where(l => l.IsSelected == 1).Select(l => l.ToLine())]
        : [];

    /// <summary>Takes out of the member's cart what he has ordered.</summary>
    public async Task OrderedAsync(CoreTransaction tx, string memberId, IReadOnlyList<BasketLine> lines)
    {
        if (await CartRow.OfMemberAsync(tx, memberId) is not { } cart) return;
        await tx.ExecuteAsync("update cart_cart set version = version + 1, updated_at = @NowMicros where id = @Id", new { tx.NowMicros, cart.Id });
        await CartEdits.TakeOutAsync(tx, cart.Id, [.. lines.Select(l => new CartLineRow { SkuId = l.SkuId, AddOnOf = l.AddOnOf ?? "" })]);
    }

    /// <summary>Prices a basket by the rules in force now; what cannot be bought is told and not priced.</summary>
    /// <remarks>Catalogue CRT-02: the cart, the checkout and the order ask the same calculator.</remarks>
    public Task<PricedBasket> PriceAsync(CoreTransaction tx, Basket basket) => pricing.RunAsync(tx, basket);
}
