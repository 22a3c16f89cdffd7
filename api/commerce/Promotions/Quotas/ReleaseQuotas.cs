using RailLife.Store;

namespace RailLife.Commerce.Promotions.Quotas;

/// <summary>A cancelled order gives back what it took of quotas, once.</summary>
/// <remarks>Catalogue ACT-08, ACT-09; law I-13.</remarks>
internal static class ReleaseQuotas
{
    /// <returns>Quotas that were given back now.</returns>
    public static async Task<int> RunAsync(CoreTransaction tx, string orderId)
    {
        var rows = await tx.ListAsync<Row>(
            "select promotion_id, item_id, dimension, subject, quantity from promo_taken where order_id = @orderId and state = 'taken'", new { orderId });
        var released = 0;
        foreach (var row in rows.OrderBy(r => r.PromotionId, StringComparer.Ordinal).ThenBy(r => r.ItemId, StringComparer.Ordinal).ThenBy(r => r.Dimension, StringComparer.Ordinal).ThenBy(r => r.Subject, StringComparer.Ordinal))
        {
            var key = new { orderId, row.PromotionId, row.ItemId, row.Dimension, row.Subject, row.Quantity };
            var isMine = await tx.ExecuteOneAsync(
                """
                update promo_taken set state = 'released'
                where order_id = @orderId and promotion_id = @PromotionId and item_id = @ItemId and dimension = @Dimension and subject = @Subject and state = 'taken'
                """, key);
            if (!isMine) continue;
            await tx.ExecuteAsync(
                "update promo_count set taken = taken - @Quantity where promotion_id = @PromotionId and item_id = @ItemId and dimension = @Dimension and subject = @Subject", key);
            released++;
        }
        return released;
    }

    private sealed record Row
    {
        public string PromotionId { get; init; } = "";
        public string ItemId { get; init; } = "";
        public string Dimension { get; init; } = "";
        public string Subject { get; init; } = "";
        public long Quantity { get; init; }
    }
}
