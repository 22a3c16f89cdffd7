using RailLife.Commerce.Edge;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Pricing;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <param name="LineNo">Of the order.</param>
/// <param name="Quantity">Pieces.</param>
internal sealed record AppliedLine([Range(1, int.MaxValue)] int LineNo, [Range(1, 1_000_000)] long Quantity);

/// <param name="Description">In the buyer's words; stays in the database.</param>
/// <param name="Evidence">Addresses of pictures.</param>
internal sealed record ApplyBody(AfterSaleKind Kind, [Items(1, 200)] IReadOnlyList<AppliedLine> Lines, AfterSaleReason Reason, [Text(1000)] string? Description, [Items(0, 9)] IReadOnlyList<string>? Evidence);

/// <summary>A buyer asks for his money, or to send goods back, or for others. Catalogue AFS-01..05, AFS-12, ORD-20.</summary>
internal sealed class ApplyForAfterSale(AfterSalesParts parts)
{
    public async Task<Outcome<AfterSaleView>> RunAsync(Call call, ApplyBody body, CoreTransaction tx)
    {
        var orderId = call.Path("id");
        if (await parts.Orders.FindAsync(tx, orderId) is not { } seen || !IsSeen(call.Actor, seen)) return Refusal.NotFound("order", orderId);
        await AfterSalesParts.LockOrderAsync(tx, orderId);
        // Read again under the lock: what is left of a line may have changed while waiting for it.
        var order = (await parts.Orders.FindAsync(tx, orderId))!;
        var left = await LeftAsync(tx, orderId);
        var isPartialAllowed = await parts.Merchants.FindAsync(tx, order.MerchantId) is not { RefundPartial: false };
        if (ApplyDecision.Decide(order, left, body.Kind, body.Lines, isPartialAllowed, call.Actor.Kind is ActorKind.Staff, tx.Now) is { } no) return no;
        var marked = await parts.Orders.MarkAfterSaleAsync(tx, call.Actor, orderId, isOpen: true);
        if (!marked.IsDone) return marked.Refusal!;
        var row = await WriteAsync(tx, call.Actor, order, left, body);
        return await AfterSaleViews.OneAsync(tx, row);
    }

    private static bool IsSeen(Actor actor, OrderInfo order) => actor.IsMember(order.MemberId) || (actor.Kind is ActorKind.Staff && actor.Sees(order.MerchantId, order.CircleId, order.Format));

    private async Task<IReadOnlyList<LeftOfLine>> LeftAsync(CoreTransaction tx, string orderId)
    {
        var open = (await tx.ListAsync<OpenRow>("select line_no, cast(sum(quantity) as bigint) as quantity from aftersale_line where order_id = @orderId and is_open = 1 group by line_no", new { orderId }))
            .ToDictionary(o => o.LineNo, o => o.Quantity);
        return [.. (await parts.Orders.FindLinesAsync(tx, orderId)).Select(l => new LeftOfLine(l, l.Quantity - l.Returned - open.GetValueOrDefault(l.LineNo)))];
    }

    private async Task<CaseRow> WriteAsync(CoreTransaction tx, Actor actor, OrderInfo order, IReadOnlyList<LeftOfLine> left, ApplyBody body)
    {
        var id = parts.Ids.Next();
        var lines = body.Lines.Select(w => (Wanted: w, left.Single(l => l.Line.LineNo == w.LineNo).Line)).ToList();
        var expected = body.Kind is AfterSaleKind.Exchange ? 0 : lines.Sum(l => RefundShares.Of(l.Line.Amounts, l.Line.Quantity, l.Line.Returned, l.Wanted.Quantity).PaidMinor);
        await tx.ExecuteAsync(
            """
            insert into aftersale_case (id, order_id, root_id, member_id, merchant_id, circle_id, format, kind, state, reason, description, evidence, currency, expected_minor, freight_minor, is_disputed, is_refused, refunded_minor, points_back, created_at, version)
            values (@id, @OrderId, @RootId, @MemberId, @MerchantId, @CircleId, @Format, @Kind, 'wait-audit', @Reason, @Description, @Evidence, @Currency, @expected, 0, 0, 0, 0, 0, @NowMicros, 1)
            """,
            new
            {
                id, OrderId = order.Id, order.RootId, order.MemberId, order.MerchantId, order.CircleId, order.Format, Kind = Words.Of(body.Kind), Reason = Words.Of(body.Reason), body.Description,
                Evidence = Words.ListOf(body.Evidence), order.Currency, expected, tx.NowMicros,
            });
        foreach (var (wanted, line) in lines)
            await tx.ExecuteAsync(
                "insert into aftersale_line (case_id, line_no, order_id, root_line_no, sku_id, product_id, quantity, paid_minor, points_back, is_open) values (@id, @LineNo, @OrderId, @RootLineNo, @SkuId, @ProductId, @Quantity, 0, 0, 1)",
                new { id, LineNo = (long)line.LineNo, OrderId = order.Id, RootLineNo = (long)line.RootLineNo, line.SkuId, line.ProductId, wanted.Quantity });
        await parts.LogAsync(tx, actor, id, "applied", AfterSaleState.WaitAudit, null);
        var row = (await CaseRow.FindAsync(tx, id))!;
        parts.Emit(tx, actor, row, new AfterSaleCreated(id, order.Id, Words.Of(body.Kind), body.Reason, [.. lines.Select(l => new AfterSaleLine(l.Line.LineNo, l.Line.ProductId, l.Wanted.Quantity))], expected, order.Currency, parts.Day(tx)));
        return row;
    }

    private sealed record OpenRow
    {
        public int LineNo { get; init; }
        public long Quantity { get; init; }
    }
}
