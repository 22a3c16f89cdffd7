using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>Gifts of an order that are no goods: coupons, points, third parties' benefits. Noted when it is placed, given when all that was kept of it is completed.</summary>
/// <remarks>Catalogue ACT-07c. Whoever gives the goods back before that gets no gift for them.</remarks>
internal sealed class OrderGifts(OrdersParts parts)
{
    public static async Task NoteAsync(CoreTransaction tx, OrderRow root, PriceResult price)
    {
        foreach (var gift in price.Gifts.Where(g => g.PrizeId is not null))
            await tx.ExecuteAsync("insert into order_gift (order_id, promotion_id, gift_id, prize_id, quantity) values (@Id, @PromotionId, @GiftId, @PrizeId, @Quantity)", new { root.Id, gift.PromotionId, gift.GiftId, gift.PrizeId, gift.Quantity });
    }

    /// <summary>After a child was completed: gives the gifts when it was the last one.</summary>
    public async Task GiveAsync(CoreTransaction tx, OrderRow completed)
    {
        // Children that complete at once take turns here: the last one sees all.
        var root = (await tx.FindAsync<OrderRow>($"{OrderRow.Select} where id = @RootId{tx.Dialect.ForUpdate}", completed))!;
        var gifts = await tx.ListAsync<GiftRow>("select promotion_id, gift_id, prize_id, quantity from order_gift where order_id = @Id order by promotion_id, gift_id", root);
        if (gifts.Count == 0 || (await OrderRow.LeavesAsync(tx, root.Id)).Any(o => o is { CompletedAt: null, State: not ("cancelled" or "closed") })) return;
        foreach (var gift in gifts)
            for (var piece = 1; piece <= gift.Quantity; piece++)
                await GiveAsync(tx, root, gift, piece);
    }

    // A prize that has run out since does not keep the order from being completed: staff sees it in the log.
    private async Task GiveAsync(CoreTransaction tx, OrderRow root, GiftRow gift, int piece)
    {
        var given = await tx.TryAsync(() => parts.Promotions.GrantAsync(tx, Actor.Platform, root.MemberId, gift.PrizeId, $"order/{root.Id}/gift/{gift.PromotionId}/{gift.GiftId}/{piece}"));
        if (!given.IsDone) await parts.LogAsync(tx, Actor.Platform, root, "gift-not-given", Words.Parse<OrderState>(root.State), $"{gift.GiftId}: {given.Refusal!.Code}");
    }

    private sealed record GiftRow
    {
        public string PromotionId { get; init; } = "";
        public string GiftId { get; init; } = "";
        public string PrizeId { get; init; } = "";
        public long Quantity { get; init; }
    }
}
