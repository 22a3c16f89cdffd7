using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products.Reviews;

/// <summary>What buyers say about what they received, and what of it everybody may read.</summary>
public static class ReviewsModule
{
    public static MigrationSet Tables { get; } = new("review",
    [
        new(1, "who received something may judge it once; what he says is shown when it passed",
            """
            create table review_right (order_id text not null, line_no bigint not null, member_id text not null, product_id text not null, sku_id text not null, merchant_id text not null, circle_id bigint not null,
                format text not null, opened_at bigint not null, praise_at bigint not null, is_used bigint not null, primary key (order_id, line_no));
            create index review_right_praise on review_right (is_used, praise_at);
            create index review_right_member on review_right (member_id, is_used, order_id);
            create table review_review (id text primary key, order_id text not null, line_no bigint not null, member_id text not null, product_id text not null, sku_id text not null, merchant_id text not null,
                circle_id bigint not null, format text not null, stars bigint not null, body text, images text not null, tags text not null, rank bigint not null, state text not null, reason text, is_default bigint not null,
                created_at bigint not null, updated_at bigint not null, actor text not null, unique (order_id, line_no));
            create index review_review_product on review_review (product_id, state, rank, id);
            create table review_word (word text primary key, created_at bigint not null, actor text not null);
            """),
    ]);

    public static void MapReviews(this CommerceRoutes routes, IdSource ids, IReviewFollower follower)
    {
        var audit = new AuditReview(ids, follower);
        routes.Get<ReviewRightList>("/v1/reviews/open", Access.Member, "PRD-12", "what I received and have not judged yet", ReviewViews.OpenAsync);
        routes.Post<SubmitReviewBody, ReviewView>("/v1/reviews", Access.Member, "PRD-12", "judge what was received", new SubmitReview(ids).RunAsync);
        routes.Get<Page<ReviewView>>("/v1/products/{id}/reviews", Access.Anyone, "PRD-12, CNT-03", "what buyers say of a product", ReviewViews.ShownAsync, "limit", "cursor");
        routes.Get<Page<ReviewView>>("/v1/manage/reviews", Access.MerchantOrStaff, "PRD-12, PLT-07", "the reviews within sight", ReviewViews.AllAsync, "state", "limit", "cursor");
        routes.Post<AuditReviewBody, ReviewView>("/v1/reviews/{id}/audit", Access.Staff, "PRD-12", "approve or reject a review", audit.DecideAsync);
        routes.Delete<Nothing>("/v1/reviews/{id}", Access.Member | Access.Staff, "PRD-12", "delete a review: one's own, or one within sight", audit.DeleteAsync);
        routes.Get<WordList>("/v1/review-words", Access.Staff, "PRD-12", "words that no review may hold", ReviewWords.ListAsync);
        routes.Put<Nothing, Nothing>("/v1/review-words/{word}", Access.Staff, "PRD-12", "add a word", ReviewWords.AddAsync);
        routes.Delete<Nothing>("/v1/review-words/{word}", Access.Staff, "PRD-12", "take a word out", ReviewWords.RemoveAsync);
    }
}
