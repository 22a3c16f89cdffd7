using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

internal sealed record DisputeBody([Text(1000)] string Statement);

/// <summary>The buyer asks the platform to decide what the merchant refused. Catalogue AFS-11, AFS-13.</summary>
internal sealed class OpenDispute(AfterSalesParts parts)
{
    public async Task<Outcome<AfterSaleView>> RunAsync(Call call, DisputeBody body, CoreTransaction tx)
    {
        var seen = await AfterSalesParts.HoldAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var row = seen.Value;
        if (row is not { State: "closed", IsRefused: 1, IsDisputed: 0 }) return Refusal.Conflict("nothing-to-dispute", "only what the merchant refused can be disputed, once");
        if (await TakenAsync(tx, row) is { } taken) return taken;
        var marked = await parts.Orders.MarkAfterSaleAsync(tx, call.Actor, row.OrderId, isOpen: true);
        if (!marked.IsDone) return marked.Refusal!;
        await tx.ExecuteAsync("update aftersale_line set is_open = 1 where case_id = @Id", row);
        var moved = await parts.MoveAsync(tx, call.Actor, row, AfterSaleState.WaitAudit, "disputed", body.Statement, "is_disputed = 1, ended_at = null, close_reason = null");
        if (!moved.IsDone) return moved.Refusal!;
        parts.Emit(tx, call.Actor, row, new DisputeOpened(row.Id, row.OrderId, parts.Day(tx)));
        return await AfterSaleViews.OneAsync(tx, moved.Value);
    }

    // Meanwhile the same pieces may have come back in another way.
    private async Task<Refusal?> TakenAsync(CoreTransaction tx, CaseRow row)
    {
        var lines = (await parts.Orders.FindLinesAsync(tx, row.OrderId)).ToDictionary(l => l.LineNo);
        foreach (var wanted in await CaseLineRow.OfAsync(tx, row.Id))
        {
            var open = await tx.GetAsync<long>("select cast(coalesce(sum(quantity), 0) as bigint) from aftersale_line where order_id = @OrderId and line_no = @LineNo and is_open = 1", wanted);
            var line = lines[(int)wanted.LineNo];
            if (line.Quantity - line.Returned - open < wanted.Quantity) return Refusal.Conflict("too-many-returned", $"line {wanted.LineNo}: these pieces came back or are applied for in another way");
        }
        return null;
    }
}
