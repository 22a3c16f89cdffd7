using RailLife.Commerce.Edge;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <param name="IsAccepted">False = it is not what was sold, or not as it left: the application closes, and the buyer may dispute it.</param>
/// <param name="IsSellable">The pieces go back to stock.</param>
internal sealed record InboundBody(bool IsAccepted, Reception Reception, bool IsSellable, [Text(500)] string? Note);

/// <summary>The goods are back: the money follows, or the new pieces. Catalogue AFS-06, AFS-07, Z-8 (what comes back physically is counted).</summary>
internal sealed class TakeInbound(AfterSalesParts parts)
{
    private static readonly TimeSpan ExchangeWithin = TimeSpan.FromDays(30);

    private readonly RefundAfterSale refund = new(parts);
    private readonly CloseAfterSale close = new(parts);
    private readonly PiecesBack back = new(parts);

    public async Task<Outcome<AfterSaleView>> RunAsync(Call call, InboundBody body, CoreTransaction tx)
    {
        var seen = await AfterSalesParts.HoldAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var row = seen.Value;
        if (row.State != "wait-inbound") return AfterSalesParts.Not(row, AfterSaleState.WaitInbound);
        if (!body.IsAccepted && string.IsNullOrWhiteSpace(body.Note)) return Refusal.Invalid("note-needed", "found no note; say why it is not accepted");
        await tx.ExecuteAsync("update aftersale_case set reception = @Reception where id = @Id", new { Reception = Words.Of(body.Reception), row.Id });
        var moved = body.IsAccepted ? await AcceptAsync(tx, call.Actor, row, body) : await close.RunAsync(tx, call.Actor, row, "not-accepted", body.Note, isRefused: true);
        return moved.IsDone ? await AfterSaleViews.OneAsync(tx, moved.Value) : moved.Refusal!;
    }

    private async Task<Outcome<CaseRow>> AcceptAsync(CoreTransaction tx, Actor actor, CaseRow row, InboundBody body)
    {
        var order = (await parts.Orders.FindAsync(tx, row.OrderId))!;
        var kept = (await parts.Orders.FindLinesAsync(tx, row.OrderId)).Where(l => l.IsStockKept).Select(l => l.LineNo).ToHashSet();
        var lines = (await CaseLineRow.OfAsync(tx, row.Id)).Where(l => kept.Contains((int)l.LineNo)).ToList();
        if (body.IsSellable && await back.RunAsync(tx, actor, row, lines, order.WarehouseId) is { } notBack) return notBack;
        parts.Emit(tx, actor, row, new ReturnApproved(row.Id, row.OrderId, Words.Of(body.Reception), body.IsSellable, parts.Day(tx)));
        if (row.Kind == Words.Of(AfterSaleKind.Return)) return await refund.RunAsync(tx, actor, row, "inbound", body.Note);
        // The new pieces are kept under the application's own id, as an order's are.
        if (lines.Count > 0)
        {
            var locked = await parts.Stock.LockAsync(tx, row.Id, [.. lines.Select(l => new StockLine((int)l.LineNo, l.SkuId, l.Quantity))], tx.Now + ExchangeWithin, actor.ToString(), order.Region);
            if (!locked.IsDone) return locked.Refusal!;
            if (await parts.Stock.ReserveAsync(tx, row.Id, actor.ToString()) is { IsDone: false } gone) return gone.Refusal!;
        }
        return await parts.MoveAsync(tx, actor, row, AfterSaleState.WaitExchange, "inbound", body.Note);
    }
}
