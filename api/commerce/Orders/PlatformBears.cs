using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Pricing;

namespace RailLife.Commerce.Orders;

/// <summary>What the platform took off an order at its own cost: the seller gets it from the platform, of the pieces that the buyer keeps.</summary>
/// <remarks>Catalogue CPN-03, AFS-08. Pure; of pieces that come back nobody bears anything, whether they come before the order is completed or after.</remarks>
/// <param name="Kind">As <see cref="LedgerAccounts.PlatformCost"/> names it.</param>
internal sealed record PlatformBears(string Kind, long AmountMinor)
{
    public static IReadOnlyList<PlatformBears> Of(IReadOnlyList<OrderLineRow> lines, IReadOnlyList<EffectRow> effects)
    {
        var lineOf = lines.ToDictionary(l => l.LineNo);
        return [.. effects.Where(e => e.Issuer == Words.Of(Issuer.Platform)).GroupBy(e => KindOf(Words.Parse<Lane>(e.Lane))).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new PlatformBears(g.Key, g.Sum(e => Kept(e.AmountMinor, lineOf[e.LineNo]))))];
    }

    /// <summary>How much less it is now that more came back; over several returns it adds up to the whole.</summary>
    public static IReadOnlyList<PlatformBears> Less(IReadOnlyList<OrderLineRow> before, IReadOnlyList<OrderLineRow> after, IReadOnlyList<EffectRow> effects)
    {
        var now = Of(after, effects).ToDictionary(b => b.Kind, b => b.AmountMinor);
        return [.. Of(before, effects).Select(b => b with { AmountMinor = b.AmountMinor - now[b.Kind] })];
    }

    private static long Kept(long amount, OrderLineRow line) => amount - (long)((Int128)amount * line.Returned / line.Quantity);

    private static string KindOf(Lane lane) => lane switch
    {
        Lane.PlatformCoupon or Lane.MerchantCoupon => "coupon",
        Lane.Points => "points",
        Lane.Member => "member",
        _ => "promotion",
    };
}
