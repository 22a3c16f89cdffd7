namespace RailLife.Contracts.Products;

/// <summary>Staff entered or edited a category that goods attach to [后台类目]. Key: the category's id.</summary>
/// <remarks>Catalogue PRD-01, PRD-03.</remarks>
/// <param name="Level">1 to 3; goods attach to the third.</param>
[Event("category.back.saved", Topics.Log)]
public sealed record BackCategorySaved(string CategoryId, string? ParentId, [Range(1, 3)] int Level, LocalText Name) : IEventRecord;

/// <summary>Staff entered, edited or deleted a category that buyers see [前台类目]. Key: the category's id.</summary>
/// <remarks>Catalogue PRD-02, PRD-04.</remarks>
/// <param name="BackIds">Categories that it shows the goods of.</param>
[Event("category.front.saved", Topics.Log)]
public sealed record FrontCategorySaved(
    string CategoryId,
    string? ParentId,
    LocalText Name,
    [Items(1, 1_000)] IReadOnlyList<string> BackIds,
    bool IsHidden,
    bool IsDeleted) : IEventRecord;

/// <summary>A page of the shop is served in a new form [页面发布]. Key: the page's id.</summary>
/// <remarks>Catalogue CNT-01.</remarks>
/// <param name="Blocks">How many blocks it is made of; 0 = it is not served any more.</param>
[Event("page.published", Topics.Log)]
public sealed record PagePublished(string PageId, string Slug, [Range(1, long.MaxValue)] long Version, [Range(0, 1_000)] int Blocks) : IEventRecord;
