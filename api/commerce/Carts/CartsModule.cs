using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Carts;

/// <summary>Carts [购物车]: of members, and of clients that have not signed in and hold their cart's id.</summary>
public static class CartsModule
{
    public static MigrationSet Tables => CartTables.Set;

    public static void MapCarts(this CommerceRoutes routes, CartsParts parts)
    {
        var reader = new CartView.Reader(parts);
        var edits = new CartEdits(parts, reader);
        routes.Get<CartView>("/v1/cart", Access.Anyone, "CRT-01, CRT-02, CRT-05, CRT-06", "the caller's cart with its price; without sign-in the one that X-Cart names", reader.RunAsync);
        routes.Post<AddLineBody, CartView>("/v1/cart/lines", Access.Anyone, "CRT-01, CRT-03", "put goods into the cart; begins one when there is none", edits.AddAsync);
        routes.Put<ChangeLineBody, CartView>("/v1/cart/lines/{sku}", Access.Anyone, "CRT-01", "set pieces of a line, or select it", edits.ChangeAsync);
        routes.Delete<CartView>("/v1/cart/lines/{sku}", Access.Anyone, "CRT-01", "take a line out", edits.RemoveAsync);
        routes.Put<SelectLinesBody, CartView>("/v1/cart/selection", Access.Anyone, "CRT-01", "select lines, or all", edits.SelectAsync);
        routes.Delete<CartView>("/v1/cart/invalid", Access.Anyone, "CRT-05", "take out what cannot be bought any more", edits.ClearInvalidAsync);
        routes.Post<MergeCartBody, CartView>("/v1/cart/merge", Access.Member, "CRT-03", "take over the cart from before signing in", new MergeCart(parts, reader).RunAsync);
    }
}
