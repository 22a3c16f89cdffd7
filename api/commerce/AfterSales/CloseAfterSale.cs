using RailLife.Commerce.Edge;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <summary>An application ends without effect: withdrawn, refused, or the goods never came. Catalogue AFS-03, AFS-06.</summary>
internal sealed class CloseAfterSale(AfterSalesParts parts)
{
    private readonly FinishAfterSale finish = new(parts);

    /// <summary>The buyer takes it back, as long as nothing has moved.</summary>
    public async Task<Outcome<AfterSaleView>> WithdrawAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var seen = await AfterSalesParts.HoldAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        if (seen.Value.State is not ("wait-audit" or "wait-return")) return AfterSalesParts.Not(seen.Value, AfterSaleState.WaitAudit, AfterSaleState.WaitReturn);
        var closed = await RunAsync(tx, call.Actor, seen.Value, "withdrawn", null, isRefused: false);
        return closed.IsDone ? await AfterSaleViews.OneAsync(tx, closed.Value) : closed.Refusal!;
    }

    /// <param name="isRefused">The buyer may then ask the platform to decide.</param>
    public async Task<Outcome<CaseRow>> RunAsync(CoreTransaction tx, Actor actor, CaseRow row, string reason, string? note, bool isRefused)
    {
        var moved = await parts.MoveAsync(tx, actor, row, AfterSaleState.Closed, reason, note, "close_reason = @reason, is_refused = @Refused", new { reason, Refused = isRefused ? 1L : 0L });
        if (!moved.IsDone) return moved;
        if (reason == "expired") parts.Emit(tx, actor, row, new AfterSaleExpired(row.Id, row.OrderId, parts.Day(tx)));
        return await finish.EndAsync(tx, moved.Value);
    }

    /// <summary>Closes what the buyer never sent off.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> ExpireDueAsync(CoreDatabase database, AfterSalesParts parts, CancellationToken ct)
    {
        var due = await database.ReadAsync(tx => tx.ListAsync<string>("select id from aftersale_case where state = 'wait-return' and due_at <= @NowMicros order by due_at limit 100", tx), ct);
        foreach (var id in due)
            await database.WriteAsync<CaseRow>(async tx => await AfterSalesParts.HoldAsync(tx, Actor.Platform, id) is { IsDone: true, Value: { State: "wait-return" } row } && row.DueAt <= tx.NowMicros
                ? await new CloseAfterSale(parts).RunAsync(tx, Actor.Platform, row, "expired", null, isRefused: false)
                : Refusal.NotFound("after-sale", id), ct);
        return due.Count;
    }
}
