using RailLife.Store;

namespace RailLife.Commerce.Carts;

/// <summary>Drops carts of nobody that nobody has touched for long.</summary>
public sealed class ForgetCarts(CoreDatabase database)
{
    private const int AtOnce = 500;

    /// <summary>How long such a cart is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <returns>How many were dropped.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var outcome = await database.WriteAsync<int>(async tx =>
        {
            var before = (tx.Now - Kept).ToMicros();
            var old = await tx.ListAsync<string>("select id from cart_cart where member_id is null and updated_at < @before order by updated_at limit @AtOnce", new { before, AtOnce });
            var dropped = 0;
            foreach (var id in old)
            {
                if (!await tx.ExecuteOneAsync("delete from cart_cart where id = @id and member_id is null and updated_at < @before", new { id, before })) continue;
                await tx.ExecuteAsync("delete from cart_line where cart_id = @id", new { id });
                dropped++;
            }
            return dropped;
        }, ct);
        return outcome.Value;
    }
}
