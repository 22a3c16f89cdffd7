using RailLife.Commerce.Edge;
using RailLife.Commerce.Products;
using RailLife.Commerce.Products.Reviews;
using RailLife.Store;

namespace RailLife.Commerce.Members.Growth;

/// <summary>Growth for a review that passed its audit, taken back when the review is deleted.</summary>
/// <remarks>Catalogue MBR-16, MBR-18: goods from a price on, virtual ones left out.</remarks>
public sealed class ReviewGrowth(MembersFacade members, ProductsFacade products) : IReviewFollower
{
    public async Task ApprovedAsync(CoreTransaction tx, JudgedReview review)
    {
        if (!review.IsByBuyer || await products.SkusAsync(tx, [review.SkuId]) is not [var sku] || await members.FindAsync(tx, review.MemberId) is null) return;
        _ = (await members.AddGrowthAsync(tx, new GrowthCause(review.MemberId, GrowthKind.Review, Reference(review), sku.UnitPriceMinor, sku.Kind is not ProductKind.Physical), Actor.Platform)).Value;
    }

    public async Task DeletedAsync(CoreTransaction tx, JudgedReview review)
    {
        if (review.IsByBuyer && await members.FindAsync(tx, review.MemberId) is not null)
            _ = (await members.ReverseGrowthAsync(tx, review.MemberId, Reference(review), $"{Reference(review)}/deleted", null, Actor.Platform)).Value;
    }

    private static string Reference(JudgedReview review) => $"review/{review.Id}";
}
