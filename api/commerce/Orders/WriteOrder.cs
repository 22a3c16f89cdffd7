using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>Writes a placed order with its children, and tells of it.</summary>
/// <remarks>Catalogue ORD-04, FUL-27, FUL-28: a parent that is split is void; every child carries buyer, receiver and channel.</remarks>
internal sealed class WriteOrder(OrdersParts parts)
{
    private const int NumberAttemptsMax = 5;

    /// <returns>The root as stored, and what is shipped of it: itself, or its children.</returns>
    public async Task<(OrderRow Root, IReadOnlyList<OrderRow> Orders)> RunAsync(CoreTransaction tx, Actor actor, OrderRow draft, IReadOnlyList<DraftLine> lines, IReadOnlyList<ChildDraft> children)
    {
        var isSplit = children.Count > 1;
        var root = await NumberedAsync(tx, isSplit ? Parent(draft, children) : Placed(draft, children[0]));
        await parts.LogAsync(tx, actor, root, "placed", OrderState.WaitPay);
        parts.Emit(tx, actor, root, new OrderPriced(root.Id, root.GoodsMinor, root.PromotionMinor, root.CouponMinor, root.MemberMinor, root.PointsMinor, root.PointsUsed, root.FreightMinor, root.PayableMinor, root.Currency, parts.Day(tx)));
        if (!isSplit)
        {
            await LinesAsync(tx, [(root, children[0])]);
            Tell(tx, actor, root, children[0]);
            return (root, [root]);
        }
        await tx.ExecuteAsync(OrderLineRow.Insert, lines.Select(l => Line(root.Id, l.LineNo, l, l.Quantity, l.Amounts)).ToList());
        var orders = children.Select((child, i) => Placed(
            root with { Id = parts.Ids.Next(), ParentId = root.Id, Number = OrderNumber.OfChild(root.Number, i + 1), State = Words.Of(OrderState.WaitPay), IsShown = 0, OrderedTransfer = null, HasPointsHold = 0 }, child)).ToList();
        if (await tx.ExecuteAsync(OrderRow.Insert, orders) != orders.Count) throw new InvalidOperationException($"a number of '{root.Number}' is taken");
        var written = orders.Zip(children).ToList();
        await LinesAsync(tx, written);
        await parts.LogAsync(tx, actor, orders, "split-off", OrderState.WaitPay);
        foreach (var (order, child) in written) Tell(tx, actor, order, child);
        parts.Emit(tx, actor, root, new OrderSplitInto(root.Id, [.. orders.Select((o, i) => new OrderChild(o.Id, o.MerchantId, o.WarehouseId, [.. children[i].Part.Causes], children[i].Lines.Sum(l => l.Quantity)))], parts.Day(tx)));
        parts.Emit(tx, actor, root, new SplitAllocated(root.Id,
            [.. orders.Select(o => new ChildAmounts(o.Id, o.GoodsMinor, o.PromotionMinor, o.CouponMinor, o.MemberMinor, o.PointsMinor, o.PointsUsed, o.FreightMinor, o.PayableMinor))], root.Currency, parts.Day(tx)));
        return (root, orders);
    }

    private async Task<OrderRow> NumberedAsync(CoreTransaction tx, OrderRow root)
    {
        var local = TimeZoneInfo.ConvertTime(tx.Now, parts.Options.Zone);
        for (var attempt = 1; attempt <= NumberAttemptsMax; attempt++)
        {
            var numbered = root with { Number = OrderNumber.Of(local, root.Id, attempt) };
            if (await tx.ExecuteOneAsync(OrderRow.Insert, numbered)) return numbered;
        }
        throw new InvalidOperationException($"{NumberAttemptsMax} numbers for the order '{root.Id}' were all taken");
    }

    // Of several merchants' goods none is the parent's.
    private static OrderRow Parent(OrderRow draft, IReadOnlyList<ChildDraft> children)
    {
        var skus = children.SelectMany(c => c.Lines).Select(l => l.Line.Sku).DistinctBy(s => s.MerchantId).ToList();
        var only = skus.Count == 1 ? skus[0] : null;
        return draft with { State = Words.Of(OrderState.Split), MerchantId = only?.MerchantId ?? "", CircleId = only?.CircleId ?? -1, Format = only?.Format ?? "", Kind = "" };
    }

    private static OrderRow Placed(OrderRow draft, ChildDraft child)
    {
        var sku = child.Lines[0].Line.Sku;
        return (draft with { MerchantId = sku.MerchantId, CircleId = sku.CircleId, Format = sku.Format, Kind = child.Part.Kind, WarehouseId = child.Part.WarehouseId }).With(child.Amounts);
    }

    private static async Task LinesAsync(CoreTransaction tx, IReadOnlyList<(OrderRow Order, ChildDraft Child)> written)
    {
        await tx.ExecuteAsync(OrderLineRow.Insert, written.SelectMany(w => w.Child.Lines.Select((l, i) => Line(w.Order.Id, i + 1, l.Line, l.Quantity, l.Amounts))).ToList());
        var effects = written.SelectMany(w => w.Child.Lines.SelectMany((l, i) => l.Effects.Select((e, n) => new EffectRow
        {
            OrderId = w.Order.Id, LineNo = i + 1, Number = n + 1, Lane = Words.Of(e.Lane), RuleId = e.RuleId, RuleVersion = e.RuleVersion, CouponId = e.CouponId, Issuer = Words.Of(e.Issuer), AmountMinor = e.AmountMinor,
        }))).ToList();
        if (effects.Count > 0) await tx.ExecuteAsync(EffectRow.Insert, effects);
    }

    private static OrderLineRow Line(string orderId, int lineNo, DraftLine line, long quantity, PriceAmounts amounts) => new OrderLineRow
    {
        OrderId = orderId, LineNo = lineNo, RootLineNo = line.LineNo, SkuId = line.Sku.SkuId, ProductId = line.Sku.ProductId, TitleZh = line.Sku.Title.Zh, TitleEn = line.Sku.Title.En, Spec = line.Sku.Spec,
        CategoryId = line.Sku.CategoryId, Quantity = quantity, UnitPriceMinor = line.IsGift ? 0 : line.Sku.UnitPriceMinor, IsGift = line.IsGift ? 1 : 0, IsStockKept = line.Sku.IsStockKept ? 1 : 0,
    }.With(amounts);

    // The line's amount is what is asked for it: that is what counts as a sale and what a refund can give back.
    private void Tell(CoreTransaction tx, Actor actor, OrderRow order, ChildDraft child) => parts.Emit(tx, actor, order, new OrderPlaced(
        order.Id, order.MemberId,
        [.. child.Lines.Select((l, i) => new Contracts.Orders.OrderLine(i + 1, l.Line.Sku.ProductId, l.Quantity, l.Line.IsGift ? 0 : l.Line.Sku.UnitPriceMinor / 100m, l.Amounts.GoodsPaidMinor, l.Amounts.DiscountMinor, l.Line.Sku.SkuId))],
        order.Currency, order.Region, parts.Day(tx), order.ParentId, order.Number, order.FreightMinor));
}
