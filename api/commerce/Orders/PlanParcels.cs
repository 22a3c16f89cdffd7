using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

internal sealed record ParcelAsk([Items(1, 200)] IReadOnlyList<ParcelLine> Lines);

/// <param name="Parcels">What travels together, the first is parcel 1; all of them hold what is left to ship, no more and no less. Empty = the plan is lifted.</param>
internal sealed record PlanParcelsBody([Items(0, PlanParcels.ParcelsMax)] IReadOnlyList<ParcelAsk> Parcels, [Text(500)] string? Note);

/// <summary>Merchant or staff split a paid order that has not left into parcels by hand [手动拆单], or split it anew; the warehouse then ships it parcel by parcel.</summary>
/// <remarks>
/// Catalogue ORD-04 (after payment: a child in several packages), FUL-27 (by hand). The order stays one order: its number, money and sale are told once, whatever way it travels.
/// Its row is locked, as for shipping and cancelling.
/// </remarks>
internal sealed class PlanParcels(OrdersParts parts)
{
    public const int ParcelsMax = 100;

    public async Task<Outcome<OrderView>> RunAsync(Call call, PlanParcelsBody body, CoreTransaction tx)
    {
        var held = await OrderRow.HeldAsync(tx, call.Actor, call.Path("id"));
        if (!held.IsDone) return held.Refusal!;
        var order = held.Value;
        if (Edits.Check(call, order.Version) is { } stale) return stale;
        if (Decide(order, await OrderLineRow.OfAsync(tx, order.Id), body.Parcels) is { } no) return no;
        await tx.ExecuteAsync("delete from order_plan where order_id = @Id", order);
        var rows = body.Parcels.SelectMany((p, i) => p.Lines.Select(l => new { order.Id, ParcelNo = i + 1L, LineNo = (long)l.LineNo, l.Quantity })).ToList();
        if (rows.Count > 0) await tx.ExecuteAsync("insert into order_plan (order_id, parcel_no, line_no, quantity) values (@Id, @ParcelNo, @LineNo, @Quantity)", rows);
        await tx.ExecuteAsync("update order_head set version = version + 1 where id = @Id", order);
        await parts.LogAsync(tx, call.Actor, order, rows.Count > 0 ? "parcels-planned" : "plan-lifted", OrderState.WaitShip, body.Note);
        parts.Emit(tx, call.Actor, order, new OrderParcelPlanned(order.Id, [.. body.Parcels.Select((p, i) => new PlannedParcel(i + 1, p.Lines.Sum(l => l.Quantity)))], parts.Day(tx)));
        return await OrderViews.DetailAsync(parts, tx, order.Id);
    }

    /// <summary>Null when what is left of the order can travel so.</summary>
    public static Refusal? Decide(OrderRow order, IReadOnlyList<OrderLineRow> lines, IReadOnlyList<ParcelAsk> parcels)
    {
        if (ShipOrder.Decide(order, lines, null) is { } no) return no;
        if (parcels.Count == 0) return null;
        if (parcels.Any(p => p.Lines.DistinctBy(l => l.LineNo).Count() != p.Lines.Count)) return Refusal.Invalid("line-twice", "found two entries of one line in a parcel; add their pieces up");
        var planned = parcels.SelectMany(p => p.Lines).GroupBy(l => (long)l.LineNo).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        foreach (var (lineNo, left) in lines.Select(l => (l.LineNo, ShipOrder.Left(l))))
        {
            planned.Remove(lineNo, out var pieces);
            if (pieces != left) return Refusal.Conflict("plan-not-whole", $"line {lineNo}: found {pieces} pieces in the parcels, expected the {left} that are left to ship");
        }
        return planned.Count == 0 ? null : Refusal.Conflict("plan-not-whole", $"found line {planned.Keys.Min()} in the parcels, the order has no such line");
    }
}
