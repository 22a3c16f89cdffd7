using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

internal sealed record ParcelLine([Range(1, int.MaxValue)] int LineNo, [Range(1, 1_000_000)] long Quantity);

/// <param name="Carrier">Null = the buyer collects it.</param>
/// <param name="Lines">What is in this parcel; null = all that is left, or the planned parcel.</param>
/// <param name="Planned">Number of the planned parcel that leaves; needed while the order is planned in parcels.</param>
internal sealed record ShipOrderBody(string? Carrier, string? TrackingNumber, [Items(1, 200)] IReadOnlyList<ParcelLine>? Lines, [Range(1, PlanParcels.ParcelsMax)] int? Planned = null);

/// <summary>A parcel of an order is handed to the courier. Catalogue FUL-15, ORD-04 (a child in several packages), ORD-22.</summary>
/// <remarks>The order's row is locked first: cancelling and shipping cannot both win. The last parcel makes it wait to be received.</remarks>
internal sealed class ShipOrder(OrdersParts parts)
{
    private readonly OrderPostings postings = new(parts);

    public async Task<Outcome<OrderView>> RunAsync(Call call, ShipOrderBody body, CoreTransaction tx)
    {
        var held = await OrderRow.HeldAsync(tx, call.Actor, call.Path("id"));
        if (!held.IsDone) return held.Refusal!;
        var order = held.Value;
        var lines = await OrderLineRow.OfAsync(tx, order.Id);
        if (Decide(order, lines, body.Lines) is { } no) return no;
        var chosen = ParcelPlan.Choose(await ParcelPlan.OfAsync(tx, order.Id), lines, body);
        if (!chosen.IsDone) return chosen.Refusal!;
        var packed = chosen.Value;
        if (body.Planned is { } planned) await ParcelPlan.LeftAsync(tx, order.Id, planned);
        var parcelId = await PackAsync(tx, call.Actor, order, body, packed);
        var inParcel = packed.ToDictionary(p => (long)p.LineNo, p => p.Quantity);
        var leaving = SetAside.StockLines(order, lines, l => inParcel.GetValueOrDefault(l.LineNo));
        if (leaving.Count > 0 && await parts.Stock.DeductAsync(tx, order.RootId, leaving, call.Actor.ToString()) is { IsDone: false } noStock) return noStock.Refusal!;
        var isAll = lines.All(l => Left(l) == inParcel.GetValueOrDefault(l.LineNo));
        await MoveAsync(tx, call.Actor, order, isAll);
        await OrderSms.ShippedAsync(parts, tx, order, body.Carrier, body.TrackingNumber);
        parts.Emit(tx, call.Actor, order, new OrderShipped(order.Id, parcelId, body.Carrier, parts.Day(tx)));
        return await OrderViews.DetailAsync(parts, tx, order.Id);
    }

    /// <summary>Null when these pieces can leave.</summary>
    public static Refusal? Decide(OrderRow order, IReadOnlyList<OrderLineRow> lines, IReadOnlyList<ParcelLine>? packed)
    {
        if (order.State != Words.Of(OrderState.WaitShip)) return Refusal.Conflict("not-waiting-to-ship", $"the order '{order.Id}' is {order.State}, expected wait-ship");
        if (order.IsHeld == 1) return Refusal.Conflict("order-held", "the platform holds the order; it is not shipped until it is released");
        if (order.AfterSalesOpen > 0) return Refusal.Conflict("after-sales-open", "an application for a refund is open; settle it first");
        if (packed is null) return lines.All(l => Left(l) == 0) ? Refusal.Conflict("nothing-to-ship", "every piece was returned or shipped already") : null;
        if (packed.DistinctBy(p => p.LineNo).Count() != packed.Count) return Refusal.Invalid("line-twice", "found two entries of one line in the parcel; add their pieces up");
        foreach (var line in packed)
            if (lines.FirstOrDefault(l => l.LineNo == line.LineNo) is not { } of || Left(of) < line.Quantity)
                return Refusal.Conflict("too-many-to-ship", $"line {line.LineNo}: found {line.Quantity} pieces in the parcel, expected a line of the order that has as many left to ship");
        return null;
    }

    /// <summary>Pieces of a line that neither left nor were refunded.</summary>
    public static long Left(OrderLineRow line) => Math.Max(0, line.Quantity - line.Shipped - line.Returned);

    private async Task<string> PackAsync(CoreTransaction tx, Actor actor, OrderRow order, ShipOrderBody body, IReadOnlyList<ParcelLine> packed)
    {
        var parcelId = parts.Ids.Next();
        await tx.ExecuteAsync("insert into order_parcel (id, order_id, carrier, tracking_number, shipped_at, actor) values (@parcelId, @Id, @Carrier, @TrackingNumber, @NowMicros, @Actor)",
            new { parcelId, order.Id, body.Carrier, body.TrackingNumber, tx.NowMicros, Actor = actor.ToString() });
        foreach (var line in packed)
        {
            var row = new { parcelId, order.Id, LineNo = (long)line.LineNo, line.Quantity };
            await tx.ExecuteAsync("insert into order_parcel_line (parcel_id, line_no, quantity) values (@parcelId, @LineNo, @Quantity)", row);
            await tx.ExecuteAsync("update order_line set shipped = shipped + @Quantity where order_id = @Id and line_no = @LineNo", row);
        }
        return parcelId;
    }

    private async Task MoveAsync(CoreTransaction tx, Actor actor, OrderRow order, bool isAll)
    {
        if (!isAll)
        {
            await tx.ExecuteAsync("update order_head set fulfilment = 'part-shipped', version = version + 1 where id = @Id", order);
            await parts.LogAsync(tx, actor, order, "part-shipped", OrderState.WaitShip);
            return;
        }
        await tx.ExecuteAsync("update order_head set state = 'wait-receive', fulfilment = 'shipped', shipped_at = @NowMicros, signs_at = @SignsAt, version = version + 1 where id = @Id",
            new { tx.NowMicros, SignsAt = tx.Now.AddDays(parts.Options.AutoSignDays).ToMicros(), order.Id });
        await postings.ShippedAsync(tx, actor, order);
        await parts.LogAsync(tx, actor, order, "shipped", OrderState.WaitReceive);
    }
}
