using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Pricing;
using RailLife.Contracts;

namespace RailLife.Tests.Commerce.AfterSales;

public class ApplyDecisionTests
{
    private static readonly DateTimeOffset Until = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Law I-57, as a total table: every state of an order and every kind.</summary>
    public static TheoryData<string, string?, string?, string?> Nodes { get; } = new()
    {
        // state, refund, return, exchange; null = may be applied for
        { "WaitPay", "order-not-paid", "order-not-paid", "order-not-paid" },
        { "WaitShip", null, "not-shipped", "not-shipped" },
        { "WaitReceive", null, null, null },
        { "Success", null, null, null },
        { "Cancelled", "order-over", "order-over", "order-over" },
        { "Closed", "order-over", "order-over", "order-over" },
        { "Split", "order-over", "order-over", "order-over" },
    };

    [Theory, MemberData(nameof(Nodes))]
    public void What_may_be_applied_for_is_a_matter_of_where_the_order_stands(string state, string? refund, string? goodsBack, string? exchange)
    {
        var order = Order(Enum.Parse<OrderState>(state));
        foreach (var isStaff in new[] { false, true })
        {
            Assert.Equal(refund, Decide(order, AfterSaleKind.Refund, isStaff: isStaff));
            Assert.Equal(goodsBack, Decide(order, AfterSaleKind.Return, isStaff: isStaff));
            Assert.Equal(exchange, Decide(order, AfterSaleKind.Exchange, isStaff: isStaff));
        }
    }

    [Fact]
    public void The_table_of_nodes_is_total() => Assert.Equal(Enum.GetNames<OrderState>().Order(), Nodes.Select(n => n.Data.Item1).Order());

    /// <summary>Law I-58: the window ends to the second; after it only customer service applies.</summary>
    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(1, "after-sales-over")]
    public void The_window_ends_to_the_second(int secondsAfter, string? code)
    {
        foreach (var kind in Enum.GetValues<AfterSaleKind>())
        {
            Assert.Equal(code, Decide(Order(OrderState.Success), kind, now: Until.AddSeconds(secondsAfter)));
            Assert.Null(Decide(Order(OrderState.Success), kind, now: Until.AddSeconds(secondsAfter), isStaff: true));
        }
    }

    [Fact]
    public void Nothing_is_late_before_it_is_received() => Assert.Null(Decide(Order(OrderState.WaitReceive), AfterSaleKind.Return, now: Until.AddYears(1)));

    [Theory]
    [InlineData(4, "too-many-returned")]   // of three
    [InlineData(3, null)]
    public void No_more_pieces_than_are_left(long quantity, string? code) => Assert.Equal(code, Decide(Order(OrderState.Success), AfterSaleKind.Return, quantity));

    [Fact]
    public void Pieces_of_other_open_applications_are_taken()
    {
        Assert.Equal("too-many-returned", Code(Order(OrderState.Success), [new LeftOfLine(Line(), Kept: 1)], AfterSaleKind.Return, [new AppliedLine(1, 2)]));
        Assert.Null(Code(Order(OrderState.Success), [new LeftOfLine(Line(), Kept: 1)], AfterSaleKind.Return, [new AppliedLine(1, 1)]));
    }

    [Fact]
    public void Lines_must_be_of_the_order_and_named_once()
    {
        var left = new[] { new LeftOfLine(Line(), 3) };
        Assert.Equal("unknown-line", Code(Order(OrderState.Success), left, AfterSaleKind.Return, [new AppliedLine(2, 1)]));
        Assert.Equal("line-twice", Code(Order(OrderState.Success), left, AfterSaleKind.Return, [new AppliedLine(1, 1), new AppliedLine(1, 1)]));
    }

    [Fact]
    public void A_gift_cannot_be_returned() => Assert.Equal("gift-line", Code(Order(OrderState.Success), [new LeftOfLine(Line() with { IsGift = true }, 3)], AfterSaleKind.Return, [new AppliedLine(1, 1)]));

    [Fact]
    public void Before_all_has_left_only_pieces_that_are_still_here_are_refunded()
    {
        var left = new[] { new LeftOfLine(Line() with { Shipped = 2 }, 3) };
        Assert.Equal("already-shipped", Code(Order(OrderState.WaitShip), left, AfterSaleKind.Refund, [new AppliedLine(1, 2)]));
        Assert.Null(Code(Order(OrderState.WaitShip), left, AfterSaleKind.Refund, [new AppliedLine(1, 1)]));
    }

    [Fact]
    public void What_is_no_goods_is_refunded_and_not_sent_back()
    {
        var left = new[] { new LeftOfLine(Line() with { IsStockKept = false, Shipped = 0 }, 3) };
        Assert.Equal("nothing-to-send-back", Code(Order(OrderState.Success), left, AfterSaleKind.Return, [new AppliedLine(1, 1)]));
        Assert.Null(Code(Order(OrderState.Success), left, AfterSaleKind.Refund, [new AppliedLine(1, 1)]));
    }

    /// <summary>AFS-14, Z-6: where the merchant takes back whole orders only.</summary>
    [Fact]
    public void A_merchant_may_take_back_whole_orders_only()
    {
        LeftOfLine[] left = [new(Line(), 3), new(Line() with { LineNo = 2 }, 3), new(Line() with { LineNo = 3, IsGift = true }, 3)];
        Assert.Equal("partial-refund-not-allowed", Code(Order(OrderState.Success), left, AfterSaleKind.Return, [new AppliedLine(1, 3)], isPartialAllowed: false));
        Assert.Equal("partial-refund-not-allowed", Code(Order(OrderState.Success), left, AfterSaleKind.Return, [new AppliedLine(1, 3), new AppliedLine(2, 2)], isPartialAllowed: false));
        Assert.Null(Code(Order(OrderState.Success), left, AfterSaleKind.Return, [new AppliedLine(1, 3), new AppliedLine(2, 3)], isPartialAllowed: false));
    }

    private static string? Decide(OrderInfo order, AfterSaleKind kind, long quantity = 1, bool isStaff = false, DateTimeOffset? now = null)
    {
        // Where all has left, all pieces did; where nothing has, none.
        var line = Line() with { Shipped = order.State is OrderState.WaitReceive or OrderState.Success ? 3 : 0 };
        return ApplyDecision.Decide(order, [new LeftOfLine(line, 3)], kind, [new AppliedLine(1, quantity)], isPartialAllowed: true, isStaff, now ?? Until)?.Code;
    }

    private static string? Code(OrderInfo order, IReadOnlyList<LeftOfLine> left, AfterSaleKind kind, IReadOnlyList<AppliedLine> wanted, bool isPartialAllowed = true) =>
        ApplyDecision.Decide(order, left, kind, wanted, isPartialAllowed, isStaff: false, Until)?.Code;

    internal static OrderInfo Order(OrderState state) => new(
        "o-1", "1", "o-1", "m-1", "mer-1", 7, "retail", "physical", "CNY", state, OrderPayment.Paid, OrderFulfilment.None, OrderAfterSale.None, false, 3_000, 0, 0, "w-1", null, null, null, null, null, null,
        state is OrderState.Success ? Until : null, null);

    internal static OrderLineInfo Line() => new(1, 1, "sku-1", "p-1", new LocalText(null, "Coat"), "", "leaf", 3, 0, 0, 1_000, PriceAmounts.Zero with { GoodsMinor = 3_000 }, 0, 0, false, true);
}
