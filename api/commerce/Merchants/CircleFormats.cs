using RailLife.Store;

namespace RailLife.Commerce.Merchants;

/// <summary>Which business formats have a place in a circle; none named = all.</summary>
/// <remarks>Catalogue PLT-06.</remarks>
internal static class CircleFormats
{
    public static Task<IReadOnlyList<string>> OfAsync(CoreTransaction tx, long circleId) =>
        tx.ListAsync<string>("select format from merchant_circle_format where circle_id = @circleId order by format", new { circleId });

    /// <summary>By circle.</summary>
    public static async Task<ILookup<long, string>> AllAsync(CoreTransaction tx) =>
        (await tx.ListAsync<LinkRow>("select circle_id, format from merchant_circle_format order by circle_id, format")).ToLookup(l => l.CircleId, l => l.Format);

    /// <summary>The first that nobody has entered; null when all are known.</summary>
    public static async Task<string?> UnknownAsync(CoreTransaction tx, IReadOnlyList<string> formats)
    {
        var known = await tx.ListAsync<string>("select id from merchant_format where id in @formats", new { formats });
        return formats.Except(known, StringComparer.Ordinal).FirstOrDefault();
    }

    public static async Task SetAsync(CoreTransaction tx, long circleId, IReadOnlyList<string> formats)
    {
        await tx.ExecuteAsync("delete from merchant_circle_format where circle_id = @circleId", new { circleId });
        await tx.ExecuteEachAsync("insert into merchant_circle_format (circle_id, format) values (@circleId, @Format)", formats.Select(f => new { circleId, Format = f }).ToList());
    }

    /// <summary>Null when a merchant of that format may come to the circle.</summary>
    public static async Task<Refusal?> RefuseAsync(CoreTransaction tx, long circleId, string format) => await OfAsync(tx, circleId) is { Count: > 0 } formats && !formats.Contains(format)
        ? Refusal.Conflict("format-not-in-circle", $"found the format '{format}', expected one that has a place in circle {circleId}: {string.Join(", ", formats)}")
        : null;

    private sealed record LinkRow
    {
        public long CircleId { get; init; }
        public string Format { get; init; } = "";
    }
}
