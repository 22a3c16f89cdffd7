using RailLife.Commerce.Carts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Payments;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>An order with everything that is shown of it [订单信息展示]. Catalogue ORD-03.</summary>
/// <param name="RootId">What is paid: this order, or the one it was split from.</param>
/// <param name="PlannedParcels">Parcels that are still to leave, as planned by hand; empty = it is packed freely.</param>
/// <param name="Parts">Orders that it was split into.</param>
/// <param name="Discounts">What each rule took off: coupons, activities, level, points.</param>
/// <param name="IsRefundPartial">Parts of it may be refunded (ORD-20).</param>
internal sealed record OrderView(
    string Id, string Number, string RootId, OrderState State, OrderPayment PaymentState, OrderFulfilment Fulfilment, OrderAfterSale AfterSale, bool IsHeld, string Kind, OrderTimes Times, OrderBuyer Buyer, OrderReceiver? Receiver,
    string? MerchantId, LocalText? MerchantName, long CircleId, string? Format, IReadOnlyList<OrderLineView> Lines, CartAmounts Amounts, long PaidMinor, long RefundedMinor, IReadOnlyList<OrderDiscountView> Discounts, PaymentView? Payment,
    IReadOnlyList<ParcelView> Parcels, IReadOnlyList<PlannedParcelView> PlannedParcels, [Text(500)] string? Remark, string? Channel, string? CancelReason, bool IsRefundPartial, IReadOnlyList<string> Parts, IReadOnlyList<OrderLogView> Log, long Version) : IVersioned;

/// <summary>RFC 3339; null = it has not come to that.</summary>
internal sealed record OrderTimes(string PlacedAt, string ExpiresAt, string? PaidAt, string? ShippedAt, string? ReceivedAt, string? CompletedAt, string? CancelledAt, string? ReturnsUntil);

internal sealed record OrderBuyer(string MemberId, string? Level, string? PhoneMasked);

internal sealed record OrderReceiver(string Name, string Phone, string? Region);

internal sealed record OrderLineView(
    long LineNo, string SkuId, string ProductId, LocalText Title, [Text(500)] string Spec, long Quantity, long Shipped, long Returned, long UnitPriceMinor, long DiscountMinor, long PointsUsed, long PaidMinor, long FreightMinor, long RefundedMinor, bool IsGift);

internal sealed record OrderDiscountView(string Lane, string RuleId, string? CouponId, string Issuer, long AmountMinor);

internal sealed record ParcelView(string Id, string? Carrier, string? TrackingNumber, string ShippedAt, IReadOnlyList<ParcelLine> Lines);

internal sealed record OrderLogView(string What, string State, string Actor, string At, [Text(500)] string? Note);

internal static class OrderViews
{
    public static async Task<OrderView> DetailAsync(OrdersParts parts, CoreTransaction tx, string orderId)
    {
        var order = (await OrderRow.FindAsync(tx, orderId))!;
        var member = await parts.Members.FindAsync(tx, order.MemberId);
        var merchant = order.MerchantId.Length == 0 ? null : await parts.Merchants.FindAsync(tx, order.MerchantId);
        var isSplit = order.State == Words.Of(OrderState.Split);
        var ids = isSplit ? [.. (await OrderRow.LeavesAsync(tx, order.Id)).Select(o => o.Id)] : new List<string> { order.Id };
        return new OrderView(
            order.Id, order.Number, order.RootId, order.Shown, Words.Parse<OrderPayment>(order.Payment), Words.Parse<OrderFulfilment>(order.Fulfilment), Words.Parse<OrderAfterSale>(order.AfterSale),
            order.IsHeld == 1, order.Kind, Times(order), new OrderBuyer(order.MemberId, member?.Level, member?.PhoneMasked),
            order.ReceiverMasked is { } name ? new OrderReceiver(name, order.PhoneMasked ?? "", order.Region) : null,
            merchant?.Id, merchant?.Name, order.CircleId, order.Format.Length == 0 ? null : order.Format, [.. (await OrderLineRow.OfAsync(tx, order.Id)).Select(Line)],
            CartAmounts.Of(order.Amounts, order.Currency), order.PaidMinor, order.RefundedMinor, await DiscountsAsync(tx, ids), await parts.Payments.FindAsync(tx, order.RootId),
            await ParcelsAsync(tx, ids), order.State == Words.Of(OrderState.WaitShip) ? await ParcelPlan.OfAsync(tx, order.Id) : [], order.Remark, order.Channel, order.CancelReason, merchant?.RefundPartial ?? true, isSplit ? ids : [], await LogAsync(tx, order.Id), order.Version);
    }

    public static string? At(long? micros) => micros is { } at ? EventJson.Instant(at.ToInstant()) : null;

    private static OrderTimes Times(OrderRow o) => new(At(o.PlacedAt)!, At(o.ExpiresAt)!, At(o.PaidAt), At(o.ShippedAt), At(o.ReceivedAt), At(o.CompletedAt), At(o.CancelledAt), At(o.CompletesAt));

    public static OrderLineView Line(OrderLineRow l) => new(l.LineNo, l.SkuId, l.ProductId, new LocalText(l.TitleZh, l.TitleEn), l.Spec, l.Quantity, l.Shipped, l.Returned, l.UnitPriceMinor,
        l.Amounts.DiscountMinor, l.PointsUsed, l.Amounts.GoodsPaidMinor, l.FreightMinor, l.RefundedMinor, l.IsGift == 1);

    private static async Task<IReadOnlyList<OrderDiscountView>> DiscountsAsync(CoreTransaction tx, IReadOnlyList<string> ids) =>
        [.. (await tx.ListAsync<EffectRow>("select lane, rule_id, coupon_id, issuer, cast(sum(amount_minor) as bigint) as amount_minor from order_effect where order_id in @ids group by lane, rule_id, coupon_id, issuer order by lane, rule_id", new { ids }))
            .Select(e => new OrderDiscountView(e.Lane, e.RuleId, e.CouponId, e.Issuer, e.AmountMinor))];

    private static async Task<IReadOnlyList<ParcelView>> ParcelsAsync(CoreTransaction tx, IReadOnlyList<string> ids)
    {
        var parcels = await tx.ListAsync<ParcelRow>("select id, carrier, tracking_number, shipped_at from order_parcel where order_id in @ids order by id", new { ids });
        if (parcels.Count == 0) return [];
        var lines = (await tx.ListAsync<ParcelRow>("select parcel_id as id, line_no, quantity from order_parcel_line where parcel_id in @Ids order by line_no", new { Ids = parcels.Select(p => p.Id).ToList() })).ToLookup(l => l.Id);
        return [.. parcels.Select(p => new ParcelView(p.Id, p.Carrier, p.TrackingNumber, At(p.ShippedAt)!, [.. lines[p.Id].Select(l => new ParcelLine((int)l.LineNo, l.Quantity))]))];
    }

    private static async Task<IReadOnlyList<OrderLogView>> LogAsync(CoreTransaction tx, string orderId) =>
        [.. (await tx.ListAsync<LogRow>("select what, state, actor, note, at from order_log where order_id = @orderId order by id", new { orderId })).Select(l => new OrderLogView(l.What, l.State, l.Actor, At(l.At)!, l.Note))];

    private sealed record ParcelRow
    {
        public string Id { get; init; } = "";
        public string? Carrier { get; init; }
        public string? TrackingNumber { get; init; }
        public long ShippedAt { get; init; }
        public long LineNo { get; init; }
        public long Quantity { get; init; }
    }

    private sealed record LogRow
    {
        public string What { get; init; } = "";
        public string State { get; init; } = "";
        public string Actor { get; init; } = "";
        public string? Note { get; init; }
        public long At { get; init; }
    }
}
