using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products.Content;

internal enum BlockKind
{
    /// <summary>An image with a link.</summary>
    Banner,
    Text,

    /// <summary>Chosen products, some per row.</summary>
    Products,

    /// <summary>All that a front category shows.</summary>
    Category,
}

/// <summary>A part of a page. Which fields it needs, its kind says.</summary>
/// <param name="Columns">Products per row: one or two.</param>
internal sealed record PageBlock(
    BlockKind Kind, LocalText? Title, [Text(20_000)] string? Text, [Text(500)] string? Image, [Text(500)] string? Link, [Items(0, 200)] IReadOnlyList<string>? ProductIds, string? FrontCategoryId, [Range(1, 2)] int? Columns)
{
    /// <summary>Null when the block has what its kind needs.</summary>
    public static async Task<Refusal?> WrongAsync(CoreTransaction tx, IReadOnlyList<PageBlock> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            var missing = block.Kind switch
            {
                BlockKind.Banner when string.IsNullOrEmpty(block.Image) => "image",
                BlockKind.Text when string.IsNullOrEmpty(block.Text) => "text",
                BlockKind.Products when block.ProductIds is not { Count: > 0 } => "product_ids",
                BlockKind.Category when block.FrontCategoryId is null => "front_category_id",
                _ => null,
            };
            if (missing is not null) return Refusal.Invalid("invalid-field", $"blocks[{i}].{missing}: found nothing, expected it in a block of kind {Edge.Words.Of(block.Kind)}");
            if (block.FrontCategoryId is { } front && await CategoryViews.FindFrontAsync(tx, front) is null) return Refusal.NotFound("category", front);
            if (block.ProductIds is not { Count: > 0 } ids) continue;
            var found = await tx.ListAsync<string>("select id from product_spu where id in @ids and is_deleted = 0", new { ids });
            if (ids.FirstOrDefault(id => !found.Contains(id)) is { } strange) return Refusal.NotFound("product", strange);
        }
        return null;
    }
}
