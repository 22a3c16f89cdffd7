using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Orders;
using RailLife.Contracts;
using RailLife.Tests.Commerce.Orders;

namespace RailLife.Tests.Commerce.AfterSales;

/// <summary>Whole ways of an application, with goods, money, points and books at the end.</summary>
public class AfterSaleFlowTests
{
    private const long Full = 1_000_000;

    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task Before_shipping_a_refund_frees_the_pieces_and_the_last_one_gives_the_freight_back(string kind)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var (merchant, cake) = await counter.Mall.SecondShopAsync();
        var placed = await counter.Mall.PaidAsync(counter.Buyer, (cake, 3));
        counter.Turn(placed.Id);
        var freight = placed.PayableMinor - 3 * 450;
        Assert.True(freight > 0);
        async Task RefundAsync(long pieces)
        {
            var id = (await counter.AppliedAsync(AfterSaleKind.Refund, pieces)).Id;
            Assert.Equal("after-sales-open", (await counter.Mall.ShipAsync(placed.Id, counter.Mall.Merchant(merchant))).Refusal?.Code);
            Assert.Equal("after-sales-open", (await counter.Mall.CancelAsync(counter.Buyer.Actor, placed.Id)).Refusal?.Code);
            Assert.True((await counter.AuditAsync(id, true, counter.Mall.Merchant(merchant))).IsDone);
            await counter.Mall.WorkAsync();
            Assert.Equal(AfterSaleState.Succeeded, (await counter.ViewAsync(id)).State);
        }

        await RefundAsync(1);
        Assert.Equal(Full - placed.PayableMinor + 450, await counter.WalletAsync());
        Assert.Equal(2, await counter.Mall.NumberAsync("select held from stock_level where sku_id = @cake", new { cake }));
        await RefundAsync(2);

        Assert.Equal(Full, await counter.WalletAsync());
        Assert.Equal(0, await counter.Mall.NumberAsync("select held from stock_level where sku_id = @cake", new { cake }));
        Assert.Equal((OrderState.Closed, OrderAfterSale.AllReturned), (await counter.OrderAsync() is var order ? (order.State, order.AfterSale) : default));
        Assert.Equal("order-over", (await counter.ApplyAsync(AfterSaleKind.Refund, 1)).Refusal?.Code);
        await counter.BooksAgreeAsync();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_is_left_after_a_part_was_shipped_and_the_rest_refunded_waits_to_be_received(string kind)
    {
        await using var counter = await Counter.PaidAsync(kind);
        Assert.True((await counter.Mall.ShipAsync(counter.OrderId, counter.Mall.Merchant(), new ParcelLine(1, 1))).IsDone);
        Assert.Equal("already-shipped", (await counter.ApplyAsync(AfterSaleKind.Refund, 3)).Refusal?.Code);

        await counter.ReturnAsync(2, AfterSaleKind.Refund);

        Assert.Equal((OrderState.WaitReceive, OrderFulfilment.Shipped), (await counter.OrderAsync() is var order ? (order.State, order.Fulfilment) : default));
        Assert.Equal((22, 0), await counter.StockAsync());
        Assert.True((await counter.Mall.ReceiveAsync(counter.OrderId, counter.Buyer.Actor)).IsDone);
        await counter.BooksAgreeAsync();
    }

    /// <summary>Laws I-21, I-59: piece by piece to the last cent and point, before and after the order was completed.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task Returned_piece_by_piece_money_and_points_come_back_exactly(string kind)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var mall = counter.Mall;
        await mall.DoneAsync(tx => mall.Points.EarnAsync(tx, counter.Buyer.Id, 1_000, "gift", 1, new DateOnly(2027, 1, 1), Actor.Platform));
        var coat = await mall.Shop.SkuAsync("Coat", 10_001, 10);
        var body = Mall.Order(counter.Buyer, (coat, 3));
        var placed = (await mall.TryPlaceAsync(counter.Buyer, body with { Basket = body.Basket with { Points = 1_000 } })).Value;
        await mall.PayAsync(counter.Buyer, placed);
        counter.Turn(placed.Id);
        await counter.DeliverAsync();
        Task<long> PointsAsync() => mall.Bed.ReadAsync(tx => mall.Points.AvailableAsync(tx, counter.Buyer.Id));
        Assert.Equal(0, await PointsAsync());

        var first = await counter.ReturnAsync(1);
        Assert.Equal(((30_003 - 1_000) / 3, 333), (first.RefundedMinor, first.PointsBack));
        mall.Bed.Clock.Now += TimeSpan.FromDays(mall.Options.AfterSalesDays);
        Assert.Equal(1, await mall.Due.RunDueAsync(CommerceBed.Ct));
        var earned = await PointsAsync() - 333;
        Assert.True(earned > 0);
        mall.Bed.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("after-sales-over", (await counter.ApplyAsync(AfterSaleKind.Return, 1)).Refusal?.Code);
        for (var piece = 0; piece < 2; piece++)
        {
            var id = (await counter.ApplyAsync(AfterSaleKind.Refund, 1, Shop.Staff)).Value.Id;
            Assert.True((await counter.AuditAsync(id, true)).IsDone);
            await mall.WorkAsync();
        }

        Assert.Equal(1_000, await PointsAsync());   // all that was used, and nothing of what it gave
        Assert.Equal(0, await mall.NumberAsync("select cast(coalesce(sum(earned - taken_back), 0) as bigint) from points_lot where reference = @Reference", new { Reference = OrderReferences.Earned(placed.Id) }));
        Assert.Equal(Full, await counter.WalletAsync());
        Assert.Equal(OrderState.Closed, (await counter.OrderAsync()).State);
        await counter.BooksAgreeAsync();
    }

    /// <summary>Law I-60: what coupons and promotions took off goes back to nobody; freight of what was shipped stays with the seller (AFS-10).</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task Freight_of_what_was_shipped_stays_the_sellers(string kind)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var mall = counter.Mall;
        var (merchant, cake) = await mall.SecondShopAsync();
        var placed = await mall.PaidAsync(counter.Buyer, (cake, 2));
        counter.Turn(placed.Id);
        Assert.True((await mall.ShipAsync(placed.Id, mall.Merchant(merchant))).IsDone);
        var id = (await counter.AppliedAsync(AfterSaleKind.Refund, 2)).Id;
        Assert.True((await counter.AuditAsync(id, true, mall.Merchant(merchant))).IsDone);
        await mall.WorkAsync();

        Assert.Equal(Full - placed.PayableMinor + 900, await counter.WalletAsync());
        Assert.Equal(placed.PayableMinor - 900, await mall.BalanceAsync(LedgerAccounts.MerchantPayable(merchant, "CNY")));
        await counter.BooksAgreeAsync();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_return_brings_the_pieces_back_when_they_can_be_sold_again(string kind)
    {
        await using var counter = await Counter.ReceivedAsync(kind);
        Assert.Equal((20, 0), await counter.StockAsync());

        var sellable = await counter.ReturnAsync(1);
        Assert.Equal((AfterSaleState.Succeeded, 10_001), (sellable.State, sellable.RefundedMinor));
        Assert.Equal((21, 0), await counter.StockAsync());
        await counter.ReturnAsync(1, isSellable: false);
        Assert.Equal((21, 0), await counter.StockAsync());

        Assert.Equal(Full - 10_001, await counter.WalletAsync());
        Assert.Equal((OrderState.Success, OrderAfterSale.PartReturned), (await counter.OrderAsync() is var order ? (order.State, order.AfterSale) : default));
        Assert.Equal(["applied", "approved", "sent-back", "inbound", "refunded"], sellable.Steps.Select(s => s.What));
        Assert.Equal(2, (await counter.Mall.EventsAsync("refund.completed")).Count);
        await counter.BooksAgreeAsync();
    }

    /// <summary>An exchange is kept and deducted under its own id; what was exchanged can come back again.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task An_exchanged_piece_can_be_returned_as_well(string kind)
    {
        await using var counter = await Counter.ReceivedAsync(kind, pieces: 1);
        var id = (await counter.AppliedAsync(AfterSaleKind.Exchange, 1)).Id;
        Assert.True((await counter.AuditAsync(id, true)).IsDone);
        Assert.True((await counter.SendBackAsync(id)).IsDone);
        Assert.Equal(AfterSaleState.WaitExchange, (await counter.InboundAsync(id)).Value.State);
        Assert.Equal((21, 1), await counter.StockAsync());
        Assert.Equal("reserved", await counter.Mall.Bed.ReadAsync(tx => tx.GetAsync<string>("select state from stock_hold where order_id = @id", new { id })));
        var sent = (await counter.ExchangeAsync(id)).Value;
        Assert.Equal((AfterSaleState.Succeeded, 0, "SF-new"), (sent.State, sent.RefundedMinor, sent.ExchangeNumber));
        Assert.Equal((20, 0), await counter.StockAsync());
        Assert.Equal("wrong-after-sale-state", (await counter.ExchangeAsync(id)).Refusal?.Code);

        for (var again = 0; again < 2; again++) await counter.ReturnAsync(1, AfterSaleKind.Exchange);
        Assert.Equal((20, 0), await counter.StockAsync());
        var back = await counter.ReturnAsync(1);

        Assert.Equal(10_001, back.RefundedMinor);
        Assert.Equal((21, 0), await counter.StockAsync());
        Assert.Equal(Full, await counter.WalletAsync());
        Assert.Equal(OrderState.Closed, (await counter.OrderAsync()).State);
        await counter.BooksAgreeAsync();
    }

    [Fact]
    public async Task Without_a_piece_to_exchange_it_for_the_goods_are_not_taken_in()
    {
        await using var counter = await Counter.ReceivedAsync(Databases.Sqlite);
        var id = (await counter.AppliedAsync(AfterSaleKind.Exchange, 2)).Id;
        Assert.True((await counter.AuditAsync(id, true)).IsDone);
        Assert.True((await counter.SendBackAsync(id)).IsDone);
        await counter.Mall.Shop.AdjustAsync(counter.Sku, "main", -20);

        Assert.Equal("out-of-stock", (await counter.InboundAsync(id, isSellable: false)).Refusal?.Code);
        Assert.Equal(AfterSaleState.WaitInbound, (await counter.ViewAsync(id)).State);
        Assert.Equal((0, 0), await counter.StockAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_the_merchant_refuses_the_platform_decides(string kind)
    {
        await using var counter = await Counter.ReceivedAsync(kind);
        var id = (await counter.AppliedAsync(AfterSaleKind.Refund, 2)).Id;
        Assert.Equal("nothing-to-dispute", (await counter.DisputeAsync(id)).Refusal?.Code);
        Assert.Equal("note-needed", (await counter.AuditAsync(id, false, note: " ")).Refusal?.Code);
        Assert.Equal("refused", (await counter.AuditAsync(id, false)).Value.CloseReason);
        Assert.Equal(OrderAfterSale.None, (await counter.OrderAsync()).AfterSale);
        Assert.Equal((AfterSaleState.WaitAudit, true), ((await counter.DisputeAsync(id)).Value is var disputed ? (disputed.State, disputed.IsDisputed) : default));
        Assert.Equal("dispute-open", (await counter.AuditAsync(id, true)).Refusal?.Code);

        Assert.True((await counter.AuditAsync(id, true, Shop.Staff)).IsDone);
        await counter.Mall.WorkAsync();

        Assert.Equal((AfterSaleState.Succeeded, 20_002), (await counter.ViewAsync(id) is var done ? (done.State, done.RefundedMinor) : default));
        Assert.Equal((1, 1), ((await counter.Mall.EventsAsync("dispute.opened")).Count, (await counter.Mall.EventsAsync("dispute.closed")).Count));
        await counter.BooksAgreeAsync();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_was_shipped_between_the_refusal_and_the_dispute_does_not_come_free(string kind)
    {
        await using var counter = await Counter.PaidAsync(kind);
        var id = (await counter.AppliedAsync(AfterSaleKind.Refund, 3)).Id;
        Assert.True((await counter.AuditAsync(id, false)).IsDone);
        Assert.True((await counter.Mall.ShipAsync(counter.OrderId, counter.Mall.Merchant(), new ParcelLine(1, 2))).IsDone);
        var (onHand, held) = await counter.StockAsync();
        Assert.Equal(1, held);
        Assert.True((await counter.DisputeAsync(id)).IsDone);

        Assert.True((await counter.AuditAsync(id, true, Shop.Staff)).IsDone);
        await counter.Mall.WorkAsync();

        Assert.Equal(AfterSaleState.Succeeded, (await counter.ViewAsync(id)).State);
        Assert.Equal((onHand, 0), await counter.StockAsync());
        await counter.BooksAgreeAsync();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_refusal_is_disputed_once_and_not_for_pieces_that_came_back_meanwhile(string kind)
    {
        await using var counter = await Counter.ReceivedAsync(kind);
        var (one, other) = ((await counter.AppliedAsync(AfterSaleKind.Refund, 2)).Id, "");
        await counter.AuditAsync(one, false);
        other = (await counter.AppliedAsync(AfterSaleKind.Refund, 2)).Id;
        Assert.Equal("too-many-returned", (await counter.DisputeAsync(one)).Refusal?.Code);
        Assert.True((await counter.WithdrawAsync(other)).IsDone);
        Assert.True((await counter.DisputeAsync(one)).IsDone);
        Assert.True((await counter.AuditAsync(one, false, Shop.Staff)).IsDone);
        Assert.Equal("nothing-to-dispute", (await counter.DisputeAsync(one)).Refusal?.Code);
        Assert.Equal("nothing-to-dispute", (await counter.DisputeAsync(other)).Refusal?.Code);
        Assert.Equal(0, await counter.Mall.NumberAsync("select count(*) from aftersale_line where is_open = 1"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task It_can_be_withdrawn_as_long_as_nothing_has_moved(string kind)
    {
        await using var counter = await Counter.ReceivedAsync(kind);
        var id = (await counter.AppliedAsync(AfterSaleKind.Return, 3)).Id;
        Assert.Equal("too-many-returned", (await counter.ApplyAsync(AfterSaleKind.Return, 1)).Refusal?.Code);
        Assert.True((await counter.AuditAsync(id, true)).IsDone);
        Assert.Equal("withdrawn", (await counter.WithdrawAsync(id)).Value.CloseReason);
        Assert.Equal("wrong-after-sale-state", (await counter.WithdrawAsync(id)).Refusal?.Code);
        Assert.Equal("wrong-after-sale-state", (await counter.SendBackAsync(id)).Refusal?.Code);

        var next = (await counter.AppliedAsync(AfterSaleKind.Return, 3)).Id;
        Assert.True((await counter.AuditAsync(next, true)).IsDone);
        Assert.True((await counter.SendBackAsync(next)).IsDone);
        Assert.Equal("wrong-after-sale-state", (await counter.WithdrawAsync(next)).Refusal?.Code);
        Assert.Equal("not-accepted", (await counter.InboundAsync(next, isAccepted: false)).Value.CloseReason);
        Assert.Equal(OrderAfterSale.None, (await counter.OrderAsync()).AfterSale);
        Assert.Equal((20, 0), await counter.StockAsync());
    }

    /// <summary>Goods that the buyer never sends off: ten days, to the second.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task A_return_that_never_came_expires_to_the_second(string kind)
    {
        await using var counter = await Counter.ReceivedAsync(kind);
        var id = (await counter.AppliedAsync(AfterSaleKind.Return, 1)).Id;
        Assert.True((await counter.AuditAsync(id, true)).IsDone);
        Task<int> ExpireAsync() => CloseAfterSale.ExpireDueAsync(counter.Mall.Bed.Database, counter.Mall.AfterSales, CommerceBed.Ct);

        counter.Mall.Bed.Clock.Now += AfterSalesParts.ReturnWithin - TimeSpan.FromSeconds(1);
        Assert.Equal(0, await ExpireAsync());
        counter.Mall.Bed.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, await ExpireAsync());

        Assert.Equal((AfterSaleState.Closed, "expired"), (await counter.ViewAsync(id) is var closed ? (closed.State, closed.CloseReason) : default));
        Assert.Single(await counter.Mall.EventsAsync("aftersale.expired"));
        Assert.Equal(0, await ExpireAsync());
        Assert.Equal(1, await counter.Mall.Due.RunDueAsync(CommerceBed.Ct));   // nothing is open any more: the order is settled
    }

    /// <summary>Law I-61: what customer service changes is bounded by what was paid, and on record.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task Customer_service_gives_less_or_freight_too_and_never_more_than_was_paid(string kind)
    {
        await using var counter = await Counter.ReceivedAsync(kind);
        var applied = await counter.AppliedAsync(AfterSaleKind.Refund, 1);
        AdjustBody Change(long? amount, long? freight = null) => new(amount, freight, Liability.Buyer, null, "half of it was worn");

        Assert.Equal("refund-over-paid", (await counter.AdjustAsync(applied.Id, Change(10_002), applied.Version)).Refusal?.Code);
        Assert.Equal("freight-over-paid", (await counter.AdjustAsync(applied.Id, Change(null, 1), applied.Version)).Refusal?.Code);
        Assert.Equal("nothing-to-adjust", (await counter.AdjustAsync(applied.Id, new AdjustBody(null, null, null, null, "why not"), applied.Version)).Refusal?.Code);
        Assert.Equal("version-changed", (await counter.AdjustAsync(applied.Id, Change(5_000), applied.Version - 1)).Refusal?.Code);
        var adjusted = (await counter.AdjustAsync(applied.Id, Change(5_000), applied.Version)).Value;
        Assert.Equal((5_000, Liability.Buyer), (adjusted.AdjustedMinor!.Value, adjusted.Liability!.Value));
        Assert.True((await counter.AuditAsync(applied.Id, true)).IsDone);
        await counter.Mall.WorkAsync();
        Assert.Equal(5_000, (await counter.ViewAsync(applied.Id)).RefundedMinor);
        Assert.Equal("wrong-after-sale-state", (await counter.AdjustAsync(applied.Id, Change(1), (await counter.ViewAsync(applied.Id)).Version)).Refusal?.Code);

        // The others are worth what was paid for them, and not a cent of what the first one did not get.
        Assert.Equal(20_002, (await counter.ReturnAsync(2)).RefundedMinor);
        Assert.Equal(Full - 5_001, await counter.WalletAsync());
        Assert.Equal("half of it was worn", await counter.Mall.Bed.ReadAsync(tx => tx.GetAsync<string>("select note from aftersale_log where case_id = @Id and what = 'adjusted' and actor = 'staff:staff-1'", applied)));
        await counter.BooksAgreeAsync();
    }

    /// <summary>The channel will not give the money back: the application waits, staff tries again, and it ends once.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task A_refund_that_fails_is_tried_again_and_ends_once(string kind)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var mall = counter.Mall;
        var coat = await mall.Shop.SkuAsync("Coat", 10_001, 5);
        var placed = await mall.PlaceAsync(counter.Buyer, (coat, 2));
        var tried = await mall.TryPayAsync(counter.Buyer, placed, "sandbox");
        await mall.WorkAsync();
        await mall.DoneAsync<bool>(async tx => await mall.Bank.PayAsync(tx, tried.Value.Attempt!.TradeNo));
        await PassAsync(mall, TimeSpan.FromMinutes(5));
        counter.Turn(placed.Id);
        await counter.DeliverAsync();
        await mall.Bed.WriteAsync(tx => RailLife.Commerce.Payments.SandboxBank.SetMannerAsync(tx, null, RailLife.Commerce.Payments.SandboxManner.Plain with { RefundsFail = true }));

        var id = (await counter.AppliedAsync(AfterSaleKind.Refund, 2)).Id;
        Assert.True((await counter.AuditAsync(id, true)).IsDone);
        await PassAsync(mall, TimeSpan.FromDays(3));
        var waiting = await counter.ViewAsync(id);
        Assert.Equal((AfterSaleState.WaitRefund, "refund-failed"), (waiting.State, waiting.Steps[^1].What));
        Assert.Equal(OrderState.Success, (await counter.OrderAsync()).State);

        await mall.Bed.WriteAsync(tx => RailLife.Commerce.Payments.SandboxBank.SetMannerAsync(tx, null, RailLife.Commerce.Payments.SandboxManner.Plain));
        await mall.DoneAsync(tx => RailLife.Commerce.Payments.RefundDesk.RetryAsync(Mall.Call(Shop.Staff, $"aftersale-{id}"), new Nothing(), tx));
        await PassAsync(mall, TimeSpan.FromMinutes(5));

        Assert.Equal(AfterSaleState.Succeeded, (await counter.ViewAsync(id)).State);
        Assert.Equal(20_002, await mall.NumberAsync("select refunded_minor from pay_sandbox_trade"));
        Assert.Equal(OrderState.Closed, (await counter.OrderAsync()).State);
        Assert.Single(await mall.EventsAsync("refund.completed"));
        await counter.BooksAgreeAsync();
    }

    private static async Task PassAsync(Mall mall, TimeSpan time)
    {
        for (var step = 0; step < 40; step++)
        {
            mall.Bed.Clock.Now += time / 40;
            foreach (var work in mall.Payments.Work) await work.RunDueAsync(CommerceBed.Ct);
        }
    }
}
