using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.PointsMall;

/// <param name="Carrier">Who carries it.</param>
internal sealed record ShipMallOrderBody([Text(100)] string Carrier, [Text(100)] string TrackingNo);

/// <summary>Goods of the mall leave: the piece is gone from stock, and the money beside the points is the operator's.</summary>
/// <remarks>Catalogue PTS-06. Of cancelling and shipping the order's state lets one win.</remarks>
internal sealed class ShipMallOrder(PointsMallParts parts)
{
    public async Task<Outcome<MallOrderView>> RunAsync(Call call, ShipMallOrderBody body, CoreTransaction tx)
    {
        var seen = await MallOrderRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var order = seen.Value with { Carrier = body.Carrier, TrackingNo = body.TrackingNo, ShippedAt = tx.NowMicros };
        if (!await tx.ExecuteOneAsync("update mall_order set state = 'shipped', shipped_at = @ShippedAt, carrier = @Carrier, tracking_no = @TrackingNo where id = @Id and state = 'wait-ship'", order))
            return Refusal.Conflict("not-waiting-to-ship", $"the order '{order.Id}' is {order.State}, expected wait-ship");
        if (order.IsStockKept == 1 && await parts.Stock.DeductAsync(tx, order.Id, [new StockLine(1, order.SkuId ?? "", 1)], call.Actor.ToString()) is { IsDone: false } noStock) return noStock.Refusal!;
        if (order.CashMinor > 0)
        {
            var earned = await parts.Ledger.PostAsync(tx, call.Actor, new Transfer($"{PointsMallParts.Reference(order.Id)}/shipped", "points-mall-shipped", parts.Day(tx).Day,
                [Posting.Debit(LedgerAccounts.Undelivered(order.Currency), order.CashMinor), Posting.Credit(LedgerAccounts.SelfOperatedIncome(order.Currency), order.CashMinor)]));
            if (!earned.IsDone) return earned.Refusal!;
        }
        await parts.LogAsync(tx, call.Actor, order.Id, "shipped");
        tx.Emit(parts.Header(tx, call.Actor, order), new PointsmallOrderShipped(order.Id, order.MemberId, order.SkuId ?? "", body.Carrier, body.TrackingNo, parts.Day(tx)));
        return (order with { State = Words.Of(MallOrderState.Shipped) }).ToView();
    }
}
