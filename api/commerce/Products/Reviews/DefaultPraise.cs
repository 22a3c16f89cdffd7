using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products.Reviews;

/// <summary>Who received something and said nothing in time is counted as content [默认好评]: five stars, no text.</summary>
/// <remarks>Catalogue PRD-12.</remarks>
public sealed class DefaultPraise(CoreDatabase database, IdSource ids)
{
    private const int BatchMax = 500;
    private const int Stars = 5;

    /// <returns>How many lines were praised, up to 500 in one run.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = database.Clock.GetUtcNow().ToMicros();
        var due = await database.ReadAsync(
            tx => tx.ListAsync<RightRow>($"select {RightRow.Columns} from review_right where is_used = 0 and praise_at <= @now order by praise_at, order_id, line_no limit @BatchMax", new { now, BatchMax }), ct);
        var praised = 0;
        foreach (var right in due)
            if ((await database.WriteAsync(tx => PraiseAsync(tx, right), ct)).Value) praised++;
        return praised;
    }

    private async Task<Outcome<bool>> PraiseAsync(CoreTransaction tx, RightRow right)
    {
        // He may have said something since it was read.
        if (!await tx.ExecuteOneAsync("update review_right set is_used = 1 where order_id = @OrderId and line_no = @LineNo and is_used = 0", new { right.OrderId, right.LineNo })) return false;
        var review = right.ToReview(ids.Next(), tx.NowMicros) with { Stars = Stars, State = Words.Of(ReviewState.Approved), IsDefault = 1 };
        var actor = Actor.Platform.ToString();
        await review.InsertAsync(tx, actor);
        await review.CountAsync(tx, 1);
        tx.Emit(review.Header(ids.Next(), tx, actor, null), new ReviewSubmitted(review.Id, review.ProductId, review.OrderId, Stars, 0, IsDefault: true));
        tx.Emit(review.Header(ids.Next(), tx, actor, null), new ReviewApproved(review.Id, review.ProductId, Stars));
        return true;
    }
}
