using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Staff's view of refunds, and the second chance of one that failed.</summary>
/// <remarks>Catalogue PAY-03.</remarks>
internal static class RefundDesk
{
    public static async Task<Outcome<Page<RefundView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var views = new List<RefundView>();
        foreach (var row in await RefundRows.PageAsync(tx, call.Query("state"), page.After, page.Limit + 1)) views.Add(await PaymentViews.OfAsync(tx, row));
        return page.Of(views, v => v.Id);
    }

    public static async Task<Outcome<RefundView>> FindAsync(Call call, CoreTransaction tx) => await RefundRows.FindAsync(tx, call.Path("id")) is { } refund
        ? await PaymentViews.OfAsync(tx, refund)
        : Refusal.NotFound("refund", call.Path("id"));

    public static async Task<Outcome<RefundView>> RetryAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await RefundRows.FindAsync(tx, id) is not { } refund) return Refusal.NotFound("refund", id);
        await PaymentRows.LockAsync(tx, refund.PaymentId);
        var isReopened = await tx.ExecuteOneAsync("update pay_refund set state = 'waiting', code = null where id = @id and state = 'failed'", new { id });
        if (!isReopened) return Refusal.Conflict("refund-not-failed", $"the refund is {refund.State}, expected failed");
        // Looked for first: the channel may have given it back after all.
        await tx.ExecuteAsync("update pay_refund_part set state = 'unknown', code = null, tries = 0, todo_at = @NowMicros where refund_id = @id and state = 'failed'", new { id, tx.NowMicros });
        return await PaymentViews.OfAsync(tx, refund with { State = "waiting", Code = null });
    }
}
