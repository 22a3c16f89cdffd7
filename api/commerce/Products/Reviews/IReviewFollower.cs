using RailLife.Store;

namespace RailLife.Commerce.Products.Reviews;

/// <summary>A review that became visible, or that was taken away.</summary>
/// <param name="IsByBuyer">False for one that was counted since its buyer said nothing.</param>
public sealed record JudgedReview(string Id, string MemberId, string SkuId, bool IsByBuyer);

/// <summary>Who must follow when a review passes or goes, in the same transaction; filled by a service behind this one.</summary>
public interface IReviewFollower
{
    Task ApprovedAsync(CoreTransaction tx, JudgedReview review);

    /// <summary>Told of reviews that were visible.</summary>
    Task DeletedAsync(CoreTransaction tx, JudgedReview review);
}
