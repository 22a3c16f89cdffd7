using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products.Reviews;

internal sealed record SubmitReviewBody(
    string OrderId, [Range(1, int.MaxValue)] int LineNo, [Range(1, 5)] int Stars, [Text(2_000)] string? Text, [Items(0, 9)] IReadOnlyList<string>? Images, [Items(0, 10)] IReadOnlyList<string>? Tags);

/// <summary>A member judges a line that he received, once; staff look at it before everybody may read it.</summary>
/// <remarks>Catalogue PRD-12: stars, text, images, tags; a list of words that no review may hold.</remarks>
internal sealed class SubmitReview(IdSource ids)
{
    public async Task<Outcome<ReviewView>> RunAsync(Call call, SubmitReviewBody body, CoreTransaction tx)
    {
        var key = new { body.OrderId, LineNo = (long)body.LineNo, MemberId = call.Actor.Id };
        if (await tx.FindAsync<RightRow>($"select {RightRow.Columns} from review_right where order_id = @OrderId and line_no = @LineNo and member_id = @MemberId", key) is not { } right)
            return Refusal.NotFound("received-line", $"{body.OrderId}/{body.LineNo}");
        if (await ReviewWords.FoundAsync(tx, [body.Text ?? "", .. body.Tags ?? []]))
            return Refusal.Invalid("sensitive-words", "text: found a word that no review may hold; say it otherwise");
        if (!await tx.ExecuteOneAsync("update review_right set is_used = 1 where order_id = @OrderId and line_no = @LineNo and member_id = @MemberId and is_used = 0", key))
            return Refusal.Conflict("review-exists", $"line {body.LineNo} of order '{body.OrderId}' was judged already; expected once");

        var images = body.Images ?? [];
        var review = right.ToReview(ids.Next(), tx.NowMicros) with
        {
            Stars = body.Stars, Body = body.Text, Images = Words.ListOf(images), Tags = Words.ListOf(body.Tags), Rank = Rank(body.Text, images.Count), State = Words.Of(ReviewState.Submitted),
        };
        await review.InsertAsync(tx, call.Actor.ToString());
        tx.Emit(review.Header(ids.Next(), tx, call.Actor.ToString(), call.TraceParent), new ReviewSubmitted(review.Id, review.ProductId, review.OrderId, body.Stars, images.Count, IsDefault: false));
        return review.ToView();
    }

    /// <summary>What is shown first: images before text, text before nothing.</summary>
    internal static long Rank(string? text, int images) => (images > 0 ? 2 : 0) + (string.IsNullOrWhiteSpace(text) ? 0 : 1);
}
