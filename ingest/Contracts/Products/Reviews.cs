namespace RailLife.Contracts.Products;

/// <summary>A member judged what he received [商品评价]; its text stays in the shop. Key: the product's id.</summary>
/// <remarks>Catalogue PRD-12.</remarks>
/// <param name="IsDefault">He said nothing in time and the platform put the usual praise [默认好评].</param>
[Event("review.submitted", Topics.Tracking)]
public sealed record ReviewSubmitted(string ReviewId, string ProductId, string OrderId, [Range(1, 5)] int Stars, [Range(0, 20)] int Images, bool IsDefault) : IEventRecord;

/// <summary>A review can be read by everybody. Key: the product's id.</summary>
/// <remarks>Catalogue PRD-12.</remarks>
[Event("review.approved", Topics.Tracking)]
public sealed record ReviewApproved(string ReviewId, string ProductId, [Range(1, 5)] int Stars) : IEventRecord;

/// <summary>A review is not shown. Key: the product's id.</summary>
/// <remarks>Catalogue PRD-12.</remarks>
[Event("review.rejected", Topics.Tracking)]
public sealed record ReviewRejected(string ReviewId, string ProductId, [Text(500)] string Reason) : IEventRecord;

/// <summary>A review is gone. Key: the product's id.</summary>
/// <remarks>Catalogue PRD-12.</remarks>
[Event("review.deleted", Topics.Tracking)]
public sealed record ReviewDeleted(string ReviewId, string ProductId) : IEventRecord;
