using RailLife.Commerce.Edge;
using RailLife.Commerce.Payments;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <summary>What Payments tell, in the order of the services: orders first, then the applications whose refunds these are.</summary>
public sealed class AfterSalesOutcomes(AfterSalesParts parts) : IPaymentOutcomes
{
    private readonly FinishAfterSale finish = new(parts);

    public Task PaidAsync(CoreTransaction tx, PaymentDone payment) => parts.Orders.PaidAsync(tx, payment);

    public Task ExpiredAsync(CoreTransaction tx, string orderId) => parts.Orders.ExpiredAsync(tx, orderId);

    public async Task RefundedAsync(CoreTransaction tx, RefundDone refund)
    {
        await parts.Orders.RefundedAsync(tx, refund);
        if (await OfRefundAsync(tx, refund.RefundId) is { State: "wait-refund" } row) _ = (await finish.RefundedAsync(tx, row)).Value;
    }

    /// <summary>The application waits on: staff has been alarmed and asks Payments again.</summary>
    public async Task RefundFailedAsync(CoreTransaction tx, RefundDone refund, string code)
    {
        await parts.Orders.RefundFailedAsync(tx, refund, code);
        if (await OfRefundAsync(tx, refund.RefundId) is { } row) await parts.LogAsync(tx, Actor.Platform, row.Id, "refund-failed", Words.Parse<AfterSaleState>(row.State), code);
    }

    private static Task<CaseRow?> OfRefundAsync(CoreTransaction tx, string refundId) =>
        tx.FindAsync<CaseRow>($"select {CaseRow.Columns} from aftersale_case where refund_id = @refundId", new { refundId });
}
