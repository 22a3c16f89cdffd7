using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.PointsMall;

/// <summary>An order of the mall that has not left is given up, by the member or by staff: points, money, pieces and the offer's counts come back.</summary>
/// <remarks>Catalogue PTS-06, PTS-07: the points go back to the lots they came from. A coupon is used as one and does not come back.</remarks>
internal sealed class CancelMallOrder(PointsMallParts parts)
{
    public async Task<Outcome<MallOrderView>> RunAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var seen = await MallOrderRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var order = seen.Value;
        if (!await tx.ExecuteOneAsync("update mall_order set state = 'cancelled', cancelled_at = @NowMicros where id = @Id and state = 'wait-ship'", new { tx.NowMicros, order.Id }))
            return Refusal.Conflict("not-waiting-to-ship", $"the order '{order.Id}' is {order.State}; only one that has not left is cancelled");
        var reference = PointsMallParts.Reference(order.Id);
        var returned = await parts.Points.ReturnSpentAsync(tx, order.MemberId, order.Points, reference, $"{reference}/cancelled", call.Actor);
        if (!returned.IsDone) return returned.Refusal!;
        await tx.ExecuteAsync("update mall_taken set taken = taken - 1 where offer_id = @OfferId and member_id = @MemberId", order);
        await tx.ExecuteAsync("update mall_offer set redeemed = redeemed - 1 where id = @OfferId", order);
        if (order.IsStockKept == 1 && await parts.Stock.ReleaseAsync(tx, order.Id, null, call.Actor.ToString()) is { IsDone: false } noStock) return noStock.Refusal!;
        if (order.CashMinor > 0 && await parts.Wallet.GiveBackAsync(tx, order.MemberId, order.CashMinor, LedgerAccounts.Undelivered(order.Currency), $"{reference}/cancelled", call.Actor) is { IsDone: false } noMoney)
            return noMoney.Refusal!;
        await parts.LogAsync(tx, call.Actor, order.Id, "cancelled");
        tx.Emit(parts.Header(tx, call.Actor, order), new PointsmallOrderCancelled(order.Id, order.OfferId, order.MemberId, order.Points, order.CashMinor, order.Currency, parts.Day(tx)));
        return (order with { State = Words.Of(MallOrderState.Cancelled), CancelledAt = tx.NowMicros }).ToView();
    }
}
