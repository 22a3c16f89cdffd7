using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Orders;
using RailLife.Contracts.Orders;
using RailLife.Store;
using RailLife.Tests.Commerce.Orders;
using RailLife.Tests.Commerce.Promotions;

namespace RailLife.Tests.Commerce.AfterSales;

/// <summary>The after-sales counter of a mall: buyers apply, the shop answers, goods and money move.</summary>
internal sealed class Counter : IAsyncDisposable
{
    private Counter(Mall mall, Buyer buyer) => (Mall, Buyer) = (mall, buyer);

    public Mall Mall { get; }
    public Buyer Buyer { get; }
    public string Sku { get; private set; } = "";
    public string OrderId { get; private set; } = "";

    public static async Task<Counter> OpenAsync(string kind)
    {
        var mall = await Mall.OpenAsync(kind);
        return new Counter(mall, await mall.BuyerAsync());
    }

    /// <summary>With a paid order of coats at 100.01, and twenty more on the shelf.</summary>
    public static async Task<Counter> PaidAsync(string kind, long pieces = 3)
    {
        var counter = await OpenAsync(kind);
        counter.Sku = await counter.Mall.Shop.SkuAsync("Coat", 10_001, pieces + 20);
        counter.OrderId = (await counter.Mall.PaidAsync(counter.Buyer, (counter.Sku, pieces))).Id;
        return counter;
    }

    /// <summary>With an order that the buyer has received.</summary>
    public static async Task<Counter> ReceivedAsync(string kind, long pieces = 3)
    {
        var counter = await PaidAsync(kind, pieces);
        await counter.DeliverAsync();
        return counter;
    }

    /// <summary>Works on another order from now on.</summary>
    public void Turn(string orderId) => OrderId = orderId;

    public async Task DeliverAsync()
    {
        var shipped = await Mall.ShipAsync(OrderId, Mall.Merchant());
        Assert.True(shipped.IsDone, shipped.Refusal?.ToString());
        Assert.True((await Mall.ReceiveAsync(OrderId, Buyer.Actor)).IsDone);
    }

    public Task<Outcome<AfterSaleView>> ApplyAsync(AfterSaleKind kind, long quantity, Actor? actor = null) => Mall.Bed.WriteAsync(tx =>
        new ApplyForAfterSale(Mall.AfterSales).RunAsync(Mall.Call(actor ?? Buyer.Actor, OrderId), new ApplyBody(kind, [new AppliedLine(1, quantity)], AfterSaleReason.NoLongerWanted, "does not fit", null), tx));

    public async Task<AfterSaleView> AppliedAsync(AfterSaleKind kind, long quantity)
    {
        var applied = await ApplyAsync(kind, quantity);
        Assert.True(applied.IsDone, applied.Refusal?.ToString());
        return applied.Value;
    }

    public Task<Outcome<AfterSaleView>> AuditAsync(string id, bool isApproved, Actor? actor = null, string? note = "so be it") =>
        Mall.Bed.WriteAsync(tx => new AuditAfterSale(Mall.AfterSales).RunAsync(Mall.Call(actor ?? Mall.Merchant(), id), new AuditBody(isApproved, note), tx));

    public Task<Outcome<AfterSaleView>> SendBackAsync(string id) =>
        Mall.Bed.WriteAsync(tx => new SendBack(Mall.AfterSales).RunAsync(Mall.Call(Buyer.Actor, id), new SendBackBody("SF", "SF-back"), tx));

    public Task<Outcome<AfterSaleView>> InboundAsync(string id, bool isAccepted = true, bool isSellable = true) => Mall.Bed.WriteAsync(tx =>
        new TakeInbound(Mall.AfterSales).RunAsync(Mall.Call(Mall.Merchant(), id), new InboundBody(isAccepted, isAccepted ? Reception.Received : Reception.Damaged, isSellable, "looked at"), tx));

    public Task<Outcome<AfterSaleView>> ExchangeAsync(string id) =>
        Mall.Bed.WriteAsync(tx => new SendExchange(Mall.AfterSales).RunAsync(Mall.Call(Mall.Merchant(), id), new ExchangeBody("SF", "SF-new"), tx));

    public Task<Outcome<AfterSaleView>> DisputeAsync(string id) =>
        Mall.Bed.WriteAsync(tx => new OpenDispute(Mall.AfterSales).RunAsync(Mall.Call(Buyer.Actor, id), new DisputeBody("it was new"), tx));

    public Task<Outcome<AfterSaleView>> WithdrawAsync(string id) =>
        Mall.Bed.WriteAsync(tx => new CloseAfterSale(Mall.AfterSales).WithdrawAsync(Mall.Call(Buyer.Actor, id), new Nothing(), tx));

    public Task<Outcome<AfterSaleView>> AdjustAsync(string id, AdjustBody body, long version)
    {
        var call = Fair.As(Shop.Staff, id, version);
        return Mall.Bed.WriteAsync(tx => new AdjustAfterSale(Mall.AfterSales).RunAsync(call, body, tx));
    }

    public Task<AfterSaleView> ViewAsync(string id) => Mall.DoneAsync(tx => AfterSaleQueries.OneAsync(Mall.Call(Buyer.Actor, id), tx));

    /// <summary>From the application to the money: the pieces come back and are taken in.</summary>
    public async Task<AfterSaleView> ReturnAsync(long quantity, AfterSaleKind kind = AfterSaleKind.Return, bool isSellable = true)
    {
        var id = (await AppliedAsync(kind, quantity)).Id;
        Assert.True((await AuditAsync(id, true)).IsDone);
        if (kind is AfterSaleKind.Return or AfterSaleKind.Exchange)
        {
            Assert.True((await SendBackAsync(id)).IsDone);
            var taken = await InboundAsync(id, isSellable: isSellable);
            Assert.True(taken.IsDone, taken.Refusal?.ToString());
        }
        if (kind is AfterSaleKind.Exchange) Assert.True((await ExchangeAsync(id)).IsDone);
        await Mall.WorkAsync();
        return await ViewAsync(id);
    }

    public Task<OrderView> OrderAsync() => Mall.ViewAsync(Buyer, OrderId);

    public Task<long> WalletAsync() => Mall.BalanceAsync(LedgerAccounts.Wallet(Buyer.Id, "CNY"));

    /// <summary>On hand and held.</summary>
    public async Task<(long OnHand, long Held)> StockAsync() =>
        (await Mall.NumberAsync("select on_hand from stock_level where sku_id = @Sku", new { Sku }), await Mall.NumberAsync("select held from stock_level where sku_id = @Sku", new { Sku }));

    /// <summary>Books in balance, nothing owed to buyers, and what is not settled belongs to orders that are under way.</summary>
    public async Task BooksAgreeAsync()
    {
        var verdict = await new LedgerVerifier(Mall.Bed.Database).VerifyAsync(CommerceBed.Ct);
        Assert.Empty(verdict.Faults);
        Assert.Equal(0, await Mall.BalanceAsync(LedgerAccounts.Receivable("CNY")));
        var open = await Mall.NumberAsync("select cast(coalesce(sum(paid_minor - refunded_minor), 0) as bigint) from order_head where state in ('wait-ship', 'wait-receive', 'success') and payment = 'paid' and completed_at is null");
        Assert.Equal(open, await Mall.BalanceAsync(LedgerAccounts.Undelivered("CNY")) + await Mall.BalanceAsync(LedgerAccounts.InDelivery("CNY")));
    }

    public ValueTask DisposeAsync() => Mall.DisposeAsync();
}
