using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

internal static class MerchantEvents
{
    public const string Source = "raillife/commerce/merchants";

    /// <param name="sequence">The merchant's version counts its events, from 0; null for those of its stores.</param>
    public static EventHeader Header(string id, Call call, CoreTransaction tx, string merchantId, long circleId, string format, long? sequence) => new(id, Source, merchantId, tx.Now)
    {
        MerchantId = merchantId, CircleId = circleId, Format = format, Actor = call.Actor.ToString(), Sequence = sequence, TraceParent = call.TraceParent,
    };
}
