using RailLife.Store;

namespace RailLife.Commerce.Edge;

/// <summary><see cref="Actor.Sees"/> as a condition of a query, so that a page holds only rows within sight.</summary>
/// <remarks>Catalogue PLT-07; law I-86, I-87.</remarks>
internal static class Sight
{
    /// <summary>A condition over <paramref name="merchantColumn"/>, circle_id and format, and its arguments.</summary>
    /// <param name="table">Prefix of the columns, such as <c>p.</c>.</param>
    public static (string Sql, SqlArguments Args) Of(Actor actor, string merchantColumn, string table = "")
    {
        var args = new SqlArguments();
        if (actor.Kind is ActorKind.System) return ("1 = 1", args);
        if (actor.Kind is ActorKind.Merchant)
        {
            args.Add("SightMerchant", actor.Id);
            return ($"{table}{merchantColumn} = @SightMerchant", args);
        }
        if (actor.Kind is not ActorKind.Staff) return ("1 = 0", args);
        var conditions = new List<string> { "1 = 1" };
        if (actor.Merchants is { } merchants)
        {
            conditions.Add($"{table}{merchantColumn} in @SightMerchants");
            args.Add("SightMerchants", merchants);
        }
        if (actor.Circles is { } circles)
        {
            conditions.Add($"{table}circle_id in @SightCircles");
            args.Add("SightCircles", circles.Append(-1).ToList());
        }
        if (actor.Formats is { } formats)
        {
            conditions.Add($"{table}format in @SightFormats");
            args.Add("SightFormats", formats);
        }
        return (string.Join(" and ", conditions), args);
    }
}
