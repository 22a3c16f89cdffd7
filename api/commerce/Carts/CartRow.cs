using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Carts;

/// <summary>A cart. Its row is touched first by every change: changes of one cart follow each other, and the version counts them.</summary>
internal sealed record CartRow
{
    public const string Header = "X-Cart";

    private const string Select = "select id, member_id, version from cart_cart";

    public string Id { get; init; } = "";
    public string? MemberId { get; init; }
    public long Version { get; init; }

    /// <summary>What behaviour is told under: a cart's id lets its holder change it, so it stays between him and us.</summary>
    public string Session => MemberId is { } member ? $"cart:{member}" : $"cart:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Id)))[..32]}";

    /// <summary>The caller's cart: the member's own, or the one whose id the client holds; null when there is none yet.</summary>
    /// <exception cref="BadCallException">The client names a cart that is not there, or is somebody's.</exception>
    public static async Task<CartRow?> FindAsync(Call call, CoreTransaction tx)
    {
        if (call.Actor.Kind is ActorKind.Member) return await OfMemberAsync(tx, call.Actor.Id);
        return call.Header(Header) is { } id ? await AnonymousAsync(tx, id) : null;
    }

    public static Task<CartRow?> OfMemberAsync(CoreTransaction tx, string memberId) => tx.FindAsync<CartRow>($"{Select} where member_id = @memberId", new { memberId });

    /// <summary>A cart of nobody; a member's is never found by its id.</summary>
    public static Task<CartRow?> AnonymousAsync(CoreTransaction tx, string id) => tx.FindAsync<CartRow>($"{Select} where id = @id and member_id is null", new { id });

    /// <summary>The caller's cart for a change, locked; begun when there is none. Refused when the client names one that is not there.</summary>
    public static async Task<Outcome<CartRow>> TouchAsync(Call call, CoreTransaction tx, string newId)
    {
        if (call.Actor.Kind is ActorKind.Member)
        {
            await tx.ExecuteAsync("insert into cart_cart (id, member_id, lines, version, created_at, updated_at) values (@newId, @Id, 0, 0, @NowMicros, @NowMicros) on conflict do nothing", new { newId, call.Actor.Id, tx.NowMicros });
            return await TouchedAsync(tx, (await OfMemberAsync(tx, call.Actor.Id))!.Id, call.IfMatch);
        }
        if (call.Header(Header) is { } id) return await AnonymousAsync(tx, id) is null ? Refusal.NotFound("cart", id) : await TouchedAsync(tx, id, call.IfMatch);
        await tx.ExecuteAsync("insert into cart_cart (id, lines, version, created_at, updated_at) values (@newId, 0, 0, @NowMicros, @NowMicros)", new { newId, tx.NowMicros });
        return await TouchedAsync(tx, newId, call.IfMatch);
    }

    private static async Task<Outcome<CartRow>> TouchedAsync(CoreTransaction tx, string id, long? version)
    {
        if (!await tx.ExecuteOneAsync("update cart_cart set version = version + 1, updated_at = @NowMicros where id = @id and (@version is null or version = @version)", new { tx.NowMicros, id, version }))
            return Edits.Changed;
        return await tx.GetAsync<CartRow>($"{Select} where id = @id", new { id });
    }
}

internal sealed record CartLineRow
{
    public string SkuId { get; init; } = "";

    /// <summary>The add-on promotion that it was taken with; empty = bought for itself.</summary>
    public string AddOnOf { get; init; } = "";
    public long Quantity { get; init; }
    public long IsSelected { get; init; }

    /// <summary>The price when it was put in: the view says when it has changed since.</summary>
    public long UnitPriceMinor { get; init; }

    public BasketLine ToLine() => new(SkuId, Quantity, AddOnOf.Length == 0 ? null : AddOnOf);

    public static Task<IReadOnlyList<CartLineRow>> OfAsync(CoreTransaction tx, string cartId) => tx.ListAsync<CartLineRow>(
        "select sku_id, add_on_of, quantity, is_selected, unit_price_minor from cart_line where cart_id = @cartId order by added_at desc, sku_id, add_on_of", new { cartId });
}
