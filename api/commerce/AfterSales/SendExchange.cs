using RailLife.Commerce.Edge;
using RailLife.Commerce.Stock;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

internal sealed record ExchangeBody(string Carrier, string TrackingNumber);

/// <summary>The new pieces of an exchange leave. Catalogue AFS-01, AFS-06.</summary>
internal sealed class SendExchange(AfterSalesParts parts)
{
    private readonly FinishAfterSale finish = new(parts);

    public async Task<Outcome<AfterSaleView>> RunAsync(Call call, ExchangeBody body, CoreTransaction tx)
    {
        var seen = await AfterSalesParts.HoldAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var row = seen.Value;
        if (row.State != "wait-exchange") return AfterSalesParts.Not(row, AfterSaleState.WaitExchange);
        var held = await parts.Stock.HeldAsync(tx, row.Id);
        if (held.Count > 0 && await parts.Stock.DeductAsync(tx, row.Id, [.. held.Select(h => new StockLine(h.LineNo, h.SkuId, h.Quantity, h.WarehouseId))], call.Actor.ToString()) is { IsDone: false } gone) return gone.Refusal!;
        var moved = await parts.MoveAsync(tx, call.Actor, row, AfterSaleState.Succeeded, "exchanged", null, "exchange_carrier = @Carrier, exchange_number = @TrackingNumber", body);
        if (!moved.IsDone) return moved.Refusal!;
        var ended = await finish.EndAsync(tx, moved.Value);
        return ended.IsDone ? await AfterSaleViews.OneAsync(tx, ended.Value) : ended.Refusal!;
    }
}
