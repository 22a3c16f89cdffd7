using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products.Reviews;

internal enum ReviewDecision
{
    Approved,
    Rejected,
}

/// <param name="Reason">Needed when it is rejected.</param>
internal sealed record AuditReviewBody(ReviewDecision Decision, [Text(500)] string? Reason);

/// <summary>Staff approve or reject a review; its writer, or staff, delete it.</summary>
/// <remarks>Catalogue PRD-12. The product's stars count what is shown, no more and no less.</remarks>
internal sealed class AuditReview(IdSource ids, IReviewFollower follower)
{
    public async Task<Outcome<ReviewView>> DecideAsync(Call call, AuditReviewBody body, CoreTransaction tx)
    {
        if (body.Decision is ReviewDecision.Rejected && string.IsNullOrWhiteSpace(body.Reason)) return Refusal.Invalid("invalid-field", "reason: found nothing, expected why the review is rejected");
        if (await HoldAsync(call, tx) is not { } row) return Refusal.NotFound("review", call.Path("id"));
        if (Words.Parse<ReviewState>(row.State) is not ReviewState.Submitted) return Refusal.Conflict("review-decided", $"the review is {row.State}; expected one that was submitted");
        var now = row with { State = Words.Of(body.Decision), Reason = body.Decision is ReviewDecision.Rejected ? body.Reason : null };
        await SetAsync(call, tx, now);
        if (now.Reason is null)
        {
            await now.CountAsync(tx, 1);
            await follower.ApprovedAsync(tx, now.ToJudged());
        }
        tx.Emit(row.Header(ids.Next(), tx, call.Actor.ToString(), call.TraceParent),
            now.Reason is { } reason ? new ReviewRejected(row.Id, row.ProductId, reason) : new ReviewApproved(row.Id, row.ProductId, (int)row.Stars));
        return now.ToView();
    }

    public async Task<Outcome<Nothing>> DeleteAsync(Call call, Nothing body, CoreTransaction tx)
    {
        if (await HoldAsync(call, tx) is not { } row) return Refusal.NotFound("review", call.Path("id"));
        var was = Words.Parse<ReviewState>(row.State);
        await SetAsync(call, tx, row with { State = Words.Of(ReviewState.Deleted) });
        if (was is ReviewState.Approved)
        {
            await row.CountAsync(tx, -1);
            await follower.DeletedAsync(tx, row.ToJudged());
        }
        tx.Emit(row.Header(ids.Next(), tx, call.Actor.ToString(), call.TraceParent), new ReviewDeleted(row.Id, row.ProductId));
        return new Nothing();
    }

    private static async Task<ReviewRow?> HoldAsync(Call call, CoreTransaction tx)
    {
        var id = call.Path("id");
        var row = await tx.FindAsync<ReviewRow>($"select {ReviewRow.Columns} from review_review where id = @id and state <> 'deleted'{tx.Dialect.ForUpdate}", new { id });
        return row is not null && (call.Actor.IsMember(row.MemberId) || call.Actor.Sees(row.MerchantId, row.CircleId, row.Format)) ? row : null;
    }

    private static Task SetAsync(Call call, CoreTransaction tx, ReviewRow now) =>
        tx.ExecuteAsync("update review_review set state = @State, reason = @Reason, updated_at = @NowMicros, actor = @Actor where id = @Id", new { now.State, now.Reason, tx.NowMicros, Actor = call.Actor.ToString(), now.Id });
}
