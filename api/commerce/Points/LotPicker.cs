namespace RailLife.Commerce.Points;

/// <param name="Points">Taken from the lot, at least 1.</param>
internal readonly record struct LotPart(string LotId, long Points);

/// <summary>Which lots pay: the next to expire first.</summary>
/// <remarks>Law I-19: FIFO by expiry; equal days by age.</remarks>
internal static class LotPicker
{
    /// <summary>Parts that sum to <paramref name="points"/>, or to all there is when that is less.</summary>
    /// <param name="lots">In the order in which they pay.</param>
    public static IReadOnlyList<LotPart> Pick(IEnumerable<LotRow> lots, long points)
    {
        var parts = new List<LotPart>();
        foreach (var lot in lots)
        {
            if (points == 0) break;
            var part = Math.Min(lot.Free, points);
            if (part <= 0) continue;
            parts.Add(new LotPart(lot.Id, part));
            points -= part;
        }
        return parts;
    }
}
