using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products;

internal static class ProductEvents
{
    public const string Source = "raillife/commerce/products";

    public static EventHeader Header(string id, CoreTransaction tx, SpuRow row, string actor, string? traceParent) => new(id, Source, row.Id, tx.Now)
    {
        MerchantId = row.MerchantId, CircleId = row.CircleId, Format = row.Format, Actor = actor, TraceParent = traceParent,
    };

    public static EventHeader Header(string id, CoreTransaction tx, SpuRow row, Call call) => Header(id, tx, row, call.Actor.ToString(), call.TraceParent);

    /// <summary>Of what belongs to the whole platform: categories, brands, pages.</summary>
    public static EventHeader Header(string id, CoreTransaction tx, string subject, long version, Call call) => new(id, Source, subject, tx.Now)
    {
        Actor = call.Actor.ToString(), Sequence = version - 1, TraceParent = call.TraceParent,
    };

    /// <summary>Minor units of a currency with two decimals as events say prices.</summary>
    public static decimal Major(long minor) => minor / 100m;
}
