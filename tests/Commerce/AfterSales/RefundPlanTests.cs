using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Pricing;

namespace RailLife.Tests.Commerce.AfterSales;

public class RefundPlanTests
{
    private const int Orders = 3_000;

    /// <summary>
    /// Laws I-21, I-59, I-60, I-61: over any sequence of refunds, in whatever portions and with amounts that customer service changed, no line gives back more money, points or pieces
    /// than were paid and used; coupons and promotions never come back; what is never changed comes back to the last cent and point.
    /// </summary>
    [Fact]
    public void Whatever_the_portions_the_sum_is_what_was_paid()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < Orders; i++)
        {
            var note = $"seed {seed}, order {i}";
            var lines = Enumerable.Range(1, random.Next(1, 5)).Select(n => RandomLine(random, n)).ToList();
            var order = ApplyDecisionTests.Order(OrderState.Success) with { FreightMinor = random.NextInt64(0, 2_000), Fulfilment = random.Next(2) == 0 ? OrderFulfilment.None : OrderFulfilment.Received };
            order = order with { PaidMinor = order.FreightMinor + lines.Sum(l => l.Amounts.GoodsPaidMinor) };
            var isChanged = random.Next(2) == 0;
            while (lines.Any(l => l.Returned < l.Quantity))
            {
                var wanted = Wanted(random, lines);
                long? adjusted = isChanged && random.Next(2) == 0 ? random.NextInt64(0, 50_000) : null;
                var freight = isChanged && random.Next(3) == 0 ? random.NextInt64(0, order.FreightMinor + 1) : 0;
                var plan = RefundAfterSale.Plan(order, lines, wanted, adjusted, freight);
                if (adjusted is { } most) Assert.True(plan.Lines.Sum(l => l.PaidMinor) <= most, note);
                foreach (var back in plan.Lines)
                {
                    var line = lines.Single(l => l.LineNo == back.LineNo);
                    lines[lines.IndexOf(line)] = line with { Returned = line.Returned + back.Quantity, RefundedMinor = line.RefundedMinor + back.PaidMinor, PointsBack = line.PointsBack + back.PointsBack };
                    Assert.True(back is { PaidMinor: >= 0, PointsBack: >= 0, Quantity: > 0 }, note);
                }
                order = order with { RefundedMinor = order.RefundedMinor + plan.TotalMinor, ReturnedFreightMinor = order.ReturnedFreightMinor + plan.FreightMinor };
                Assert.True(plan.FreightMinor >= 0 && order.ReturnedFreightMinor <= order.FreightMinor && order.RefundedMinor <= order.PaidMinor, note);
                Assert.All(lines, l => Assert.True(l.RefundedMinor <= l.Amounts.GoodsPaidMinor && l.PointsBack <= l.Amounts.PointsUsed, note));
            }
            Assert.All(lines, l => Assert.True(l.PointsBack == l.Amounts.PointsUsed, note));
            if (!isChanged) Assert.All(lines, l => Assert.True(l.RefundedMinor == l.Amounts.GoodsPaidMinor, note));
            if (order.Fulfilment is OrderFulfilment.None) Assert.True(order.ReturnedFreightMinor == order.FreightMinor, note);   // AFS-10: nothing ever left
            else if (!isChanged) Assert.True(order.ReturnedFreightMinor == 0, note);
        }
    }

    /// <summary>Three pieces for 100.00 after a coupon: thirds, and the last one takes the rest.</summary>
    [Fact]
    public void The_last_piece_takes_the_exact_rest()
    {
        var line = ApplyDecisionTests.Line() with { Amounts = PriceAmounts.Zero with { GoodsMinor = 12_000, CouponMinor = 2_000, PointsUsed = 10, PointsMinor = 0 } };
        var order = ApplyDecisionTests.Order(OrderState.Success) with { PaidMinor = 10_000, Fulfilment = OrderFulfilment.Received };
        var paid = new List<(long, long)>();
        for (var piece = 0; piece < 3; piece++)
        {
            var back = RefundAfterSale.Plan(order, [line], [new CaseLineRow { LineNo = 1, Quantity = 1 }], null, 0).Lines[0];
            paid.Add((back.PaidMinor, back.PointsBack));
            line = line with { Returned = line.Returned + 1, RefundedMinor = line.RefundedMinor + back.PaidMinor, PointsBack = line.PointsBack + back.PointsBack };
        }
        Assert.Equal([(3_333, 3), (3_333, 3), (3_334, 4)], paid);
    }

    private static List<CaseLineRow> Wanted(Random random, IReadOnlyList<OrderLineInfo> lines)
    {
        var open = lines.Where(l => l.Returned < l.Quantity).OrderBy(_ => random.Next()).ToList();
        return [.. open.Take(random.Next(1, open.Count + 1)).Select(l => new CaseLineRow { LineNo = l.LineNo, Quantity = random.NextInt64(1, l.Quantity - l.Returned + 1) })];
    }

    private static OrderLineInfo RandomLine(Random random, int number)
    {
        var quantity = random.NextInt64(1, 12);
        var goods = quantity * random.NextInt64(1, random.Next(2) == 0 ? 20 : 10_000);
        var promotion = random.NextInt64(0, goods + 1);
        var coupon = random.NextInt64(0, goods - promotion + 1);
        var points = random.NextInt64(0, goods - promotion - coupon + 1);
        return ApplyDecisionTests.Line() with { LineNo = number, Quantity = quantity, Amounts = new PriceAmounts(goods, promotion, coupon, 0, points, points * 3, 0, 0) };
    }
}
