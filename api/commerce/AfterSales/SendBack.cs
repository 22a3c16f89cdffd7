using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

internal sealed record SendBackBody(string Carrier, string TrackingNumber);

/// <summary>The buyer has sent the goods off. Catalogue AFS-05, AFS-06.</summary>
internal sealed class SendBack(AfterSalesParts parts)
{
    public async Task<Outcome<AfterSaleView>> RunAsync(Call call, SendBackBody body, CoreTransaction tx)
    {
        var seen = await AfterSalesParts.HoldAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        if (seen.Value.State != "wait-return") return AfterSalesParts.Not(seen.Value, AfterSaleState.WaitReturn);
        var moved = await parts.MoveAsync(tx, call.Actor, seen.Value, AfterSaleState.WaitInbound, "sent-back", null, "carrier = @Carrier, tracking_number = @TrackingNumber, due_at = null", body);
        return moved.IsDone ? await AfterSaleViews.OneAsync(tx, moved.Value) : moved.Refusal!;
    }
}
