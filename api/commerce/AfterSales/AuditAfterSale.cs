using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <param name="Note">Why; shown to the buyer. Needed to refuse.</param>
internal sealed record AuditBody(bool IsApproved, [Text(500)] string? Note);

/// <summary>The merchant, or customer service, says yes or no. A disputed application is the platform's to decide. Catalogue AFS-06, AFS-07, AFS-12, AFS-13, AFS-14.</summary>
internal sealed class AuditAfterSale(AfterSalesParts parts)
{
    private readonly RefundAfterSale refund = new(parts);
    private readonly CloseAfterSale close = new(parts);

    public async Task<Outcome<AfterSaleView>> RunAsync(Call call, AuditBody body, CoreTransaction tx)
    {
        var seen = await AfterSalesParts.HoldAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var row = seen.Value;
        if (Decide(row, call.Actor, body) is { } no) return no;
        var moved = body.IsApproved ? await ApproveAsync(tx, call.Actor, row, body.Note) : await close.RunAsync(tx, call.Actor, row, "refused", body.Note, isRefused: true);
        if (!moved.IsDone) return moved.Refusal!;
        if (row.IsDisputed == 1) parts.Emit(tx, call.Actor, row, new DisputeClosed(row.Id, row.OrderId, body.IsApproved, parts.Day(tx)));
        return await AfterSaleViews.OneAsync(tx, moved.Value);
    }

    public static Refusal? Decide(CaseRow row, Actor actor, AuditBody body)
    {
        if (row.State != Words.Of(AfterSaleState.WaitAudit)) return AfterSalesParts.Not(row, AfterSaleState.WaitAudit);
        if (row.IsDisputed == 1 && actor.Kind is not ActorKind.Staff) return Refusal.Forbidden("dispute-open", "the buyer has asked the platform to decide");
        return body.IsApproved || !string.IsNullOrWhiteSpace(body.Note) ? null : Refusal.Invalid("note-needed", "found no note; say why it is refused");
    }

    private async Task<Outcome<CaseRow>> ApproveAsync(CoreTransaction tx, Actor actor, CaseRow row, string? note)
    {
        if (row.Kind == Words.Of(AfterSaleKind.Refund)) return await refund.RunAsync(tx, actor, row, "approved", note);
        var due = (tx.Now + AfterSalesParts.ReturnWithin).ToMicros();
        var moved = await parts.MoveAsync(tx, actor, row, AfterSaleState.WaitReturn, "approved", note, "due_at = @due", new { due });
        if (moved.IsDone) parts.Emit(tx, actor, row, new ReturnCreated(row.Id, row.OrderId, parts.Day(tx)));
        return moved;
    }
}
