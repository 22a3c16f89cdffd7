using RailLife.Store;

namespace RailLife.Commerce.Products.Reviews;

/// <summary>A line that its buyer has received, and may judge.</summary>
public sealed record ReviewRight(string OrderId, int LineNo, string MemberId, string ProductId, string SkuId, string MerchantId, long CircleId, string Format);

/// <summary>What orders tell reviews.</summary>
/// <param name="praiseDays">Who says nothing for so long is counted as content [默认好评].</param>
public sealed class ReviewsFacade(int praiseDays = ReviewsFacade.UsualPraiseDays)
{
    public const int UsualPraiseDays = 15;

    /// <summary>The line was received: its buyer may judge it once. Repeating it changes nothing.</summary>
    /// <remarks>Catalogue PRD-12: only after receipt.</remarks>
    public Task OpenAsync(CoreTransaction tx, ReviewRight right) => tx.ExecuteAsync(
        """
        insert into review_right (order_id, line_no, member_id, product_id, sku_id, merchant_id, circle_id, format, opened_at, praise_at, is_used)
        values (@OrderId, @LineNo, @MemberId, @ProductId, @SkuId, @MerchantId, @CircleId, @Format, @NowMicros, @PraiseAt, 0) on conflict do nothing
        """,
        new { right.OrderId, LineNo = (long)right.LineNo, right.MemberId, right.ProductId, right.SkuId, right.MerchantId, right.CircleId, right.Format, tx.NowMicros, PraiseAt = tx.Now.AddDays(praiseDays).ToMicros() });

    /// <summary>The line went back: who has not judged it does not any more.</summary>
    public Task CloseAsync(CoreTransaction tx, string orderId, int lineNo) =>
        tx.ExecuteAsync("delete from review_right where order_id = @orderId and line_no = @LineNo and is_used = 0", new { orderId, LineNo = (long)lineNo });
}
