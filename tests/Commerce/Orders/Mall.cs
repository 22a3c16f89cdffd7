using System.Text;
using Microsoft.AspNetCore.Http;
using RailLife.Commerce;
using RailLife.Commerce.Accounts;
using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Carts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Commerce.Members.Profile;
using RailLife.Commerce.Members.SignIn;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Payments;
using RailLife.Commerce.Points;
using RailLife.Commerce.Products;
using RailLife.Commerce.Products.Reviews;
using RailLife.Commerce.Promotions;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Store;

namespace RailLife.Tests.Commerce.Orders;

/// <summary>All services up to After-sales, put together as the product does, over one bed: shops that sell, members with money and addresses.</summary>
internal sealed class Mall : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly IEventLog log;
    private readonly PayOrder pay;

    private Mall(CommerceBed bed, Shop shop, OrdersOptions limits)
    {
        (Bed, Shop) = (bed, shop);
        Options = new CommerceOptions();
        log = EventLogFactory.Open(bed.Folder, bed.Clock, new EventLogSettings());
        Told = new ServiceEvents(log, new ServiceEventsOptions());
        Ledger = new LedgerFacade(bed.Ids);
        Members = new MembersParts(bed.Ids, bed.Hash, bed.Keys, bed.Tokens, new MembersOptions()) { Zone = Options.Zone };
        var members = new MembersFacade(Members);
        Points = new PointsFacade(new PointsParts(bed.Ids, Ledger, Options));
        Promotions = new PromotionsParts(bed.Ids, Options, Ledger, shop.Merchants, new WalletFacade(new AccountsParts(bed.Ids, Ledger, Options)), Points, new RawSealer(bed.Keys), Told.Tell);
        var promotions = new PromotionsFacade(Promotions);
        Bank = new SandboxBank(bed.Database, bed.Keys, bed.Ids, http, () => new Uri("http://127.0.0.1:9/none"));
        var payments = new PaymentsFacade(Ledger, bed.Ids, Options, new ChannelSet([new SandboxChannel(bed.Database, bed.Keys, Bank)]));
        Carts = new CartsParts(shop.Merchants, shop.Products, shop.Stock, members, Points, promotions, Told, bed.Ids, Options);
        Parts = new OrdersParts(Ledger, shop.Merchants, shop.Products, new ReviewsFacade(), shop.Stock, members, Points, promotions, payments, new CartsFacade(Carts), Told, bed.Hash, bed.Ids, Options, limits);
        Facade = new OrdersFacade(Parts);
        AfterSales = new AfterSalesParts(shop.Merchants, shop.Stock, members, Points, promotions, payments, Facade, bed.Ids, Options);
        pay = new PayOrder(payments, new SettleAttempt(payments, Facade, new QueueNotices(bed.Ids)));
        Payments = new PaymentsModule(new PaymentsParts(bed.Database, payments, new AfterSalesOutcomes(AfterSales), new NoProof(), new RawSealer(bed.Keys), http, AllowsHttpHooks: true, Bank));
        Due = new DueOrders(bed.Database, Parts);
    }

    public CommerceBed Bed { get; }
    public Shop Shop { get; }
    public CommerceOptions Options { get; }
    public ServiceEvents Told { get; }
    public LedgerFacade Ledger { get; }
    public MembersParts Members { get; }
    public PointsFacade Points { get; }
    public PromotionsParts Promotions { get; }
    public SandboxBank Bank { get; }
    public CartsParts Carts { get; }
    public OrdersParts Parts { get; }
    public OrdersFacade Facade { get; }
    public AfterSalesParts AfterSales { get; }
    public PaymentsModule Payments { get; }
    public DueOrders Due { get; }

    public static async Task<Mall> OpenAsync(string kind, OrdersOptions? limits = null)
    {
        var bed = await CommerceBed.StartAsync(kind);
        return new Mall(bed, await Shop.OpenAsync(bed), limits ?? new OrdersOptions());
    }

    /// <summary>A member with an address and money in the wallet.</summary>
    public async Task<Buyer> BuyerAsync(long walletMinor = 1_000_000)
    {
        var id = Bed.Ids.Next();
        await Bed.WriteAsync(tx => NewMember.InsertAsync(tx, Members, id));
        var actor = new Actor(ActorKind.Member, id);
        var address = await DoneAsync(tx => new Addresses(Members).AddAsync(Call(actor), new AddressBody("李雷", "13812341234", "广东省", "深圳市", "福田区", "福华路1号", true), tx));
        if (walletMinor > 0)
            await DoneAsync(tx => Ledger.PostAsync(tx, Actor.Platform, new Transfer($"fill/{id}", "wallet-recharge", new DateOnly(2026, 3, 1), [Posting.Debit(LedgerAccounts.Bank("CNY"), walletMinor), Posting.Credit(LedgerAccounts.Wallet(id, "CNY"), walletMinor)])));
        return new Buyer(actor, address.Id);
    }

    /// <summary>A call as the edge would make it.</summary>
    public static Call Call(Actor actor, string? id = null, string? channel = null)
    {
        var context = new DefaultHttpContext();
        if (id is not null) context.Request.RouteValues["id"] = id;
        if (channel is not null) context.Request.Headers["X-Channel"] = channel;
        return new Call(context, actor);
    }

    public Actor Merchant(string? id = null) => new(ActorKind.Merchant, id ?? Shop.MerchantId);

    public static PlaceOrderBody Order(Buyer buyer, params (string Sku, long Quantity)[] lines) =>
        new(new CheckoutBody([.. lines.Select(l => new LineAsk(l.Sku, l.Quantity, null))], buyer.AddressId, null, null, null), null, null, null, null, null, null, null);

    public Task<Outcome<PlacedView>> TryPlaceAsync(Buyer buyer, PlaceOrderBody body) => Bed.WriteAsync(tx => new PlaceOrder(Parts).RunAsync(Call(buyer.Actor, channel: "mini-program"), body, tx));

    public async Task<PlacedView> PlaceAsync(Buyer buyer, params (string Sku, long Quantity)[] lines) => (await TryPlaceAsync(buyer, Order(buyer, lines))).Value;

    /// <summary>Pays from the wallet, through the payments' own endpoint, and lets the clock's work run.</summary>
    public async Task PayAsync(Buyer buyer, PlacedView placed)
    {
        var paid = await TryPayAsync(buyer, placed);
        Assert.True(paid.IsDone, paid.Refusal?.ToString());
        await WorkAsync();
    }

    public Task<Outcome<PaymentView>> TryPayAsync(Buyer buyer, PlacedView placed, string tender = Tenders.Wallet) => Bed.WriteAsync(tx => pay.RunAsync(
        Call(buyer.Actor, placed.Payment.Id), new PayBody([new TenderAsk(tender, placed.PayableMinor, null)], null, null, null), tx));

    public async Task<PlacedView> PaidAsync(Buyer buyer, params (string Sku, long Quantity)[] lines)
    {
        var placed = await PlaceAsync(buyer, lines);
        await PayAsync(buyer, placed);
        return placed;
    }

    public Task<Outcome<OrderView>> CancelAsync(Actor actor, string orderId) => Bed.WriteAsync(tx => new CancelOrder(Parts).RunAsync(Call(actor, orderId), new CancelOrderBody(null), tx));

    public Task<Outcome<OrderView>> ShipAsync(string orderId, Actor actor, params ParcelLine[] lines) =>
        Bed.WriteAsync(tx => new ShipOrder(Parts).RunAsync(Call(actor, orderId), new ShipOrderBody("SF", "SF100", lines.Length == 0 ? null : lines), tx));

    /// <summary>Ships the planned parcel of this number.</summary>
    public Task<Outcome<OrderView>> ShipPlannedAsync(string orderId, Actor actor, int number) =>
        Bed.WriteAsync(tx => new ShipOrder(Parts).RunAsync(Call(actor, orderId), new ShipOrderBody("SF", $"SF{number}", null, number), tx));

    public Task<Outcome<OrderView>> ReceiveAsync(string orderId, Actor actor) => Bed.WriteAsync(tx => new ReceiveOrder(Parts).RunAsync(Call(actor, orderId), new Nothing(), tx));

    /// <summary>As the buyer sees it.</summary>
    public async Task<OrderView> ViewAsync(Buyer buyer, string orderId) => (await Bed.ReadAsync(tx => new OrderQueries(Parts).OneAsync(Call(buyer.Actor, orderId), tx))).Value;

    /// <summary>Lets the payments' work run until nothing is due.</summary>
    public async Task WorkAsync()
    {
        for (var round = 0; round < 50; round++)
        {
            var done = 0;
            foreach (var work in Payments.Work) done += await work.RunDueAsync(CommerceBed.Ct);
            if (done == 0) return;
        }
        Assert.Fail("the work does not come to an end");
    }

    public Task<long> NumberAsync(string sql, object? args = null) => Bed.ReadAsync(tx => tx.GetAsync<long>(sql, args));

    public Task<long> BalanceAsync(LedgerAccount account) => Bed.ReadAsync(tx => Ledger.BalanceAsync(tx, account));

    /// <summary>Events of the outbox of this name, as text, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string name) =>
        [.. (await Bed.ReadAsync(tx => tx.ListAsync<byte[]>("select value from outbox order by position"))).Select(Encoding.UTF8.GetString).Where(e => e.Contains($"\"raillife.{name}.v1\"", StringComparison.Ordinal))];

    public async Task<T> DoneAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase)
    {
        var outcome = await Bed.WriteAsync(useCase);
        Assert.True(outcome.IsDone, outcome.Refusal?.ToString());
        return outcome.Value;
    }

    /// <summary>A second merchant with twenty cakes at 4.50.</summary>
    public async Task<(string MerchantId, string Sku)> SecondShopAsync()
    {
        var merchant = await Shop.MerchantAsync("Bakery", Commerce.Shop.Circle);
        var sku = (await Shop.ListedAsync(Shop.Body("Cake", 450), merchant)).Skus[0].SkuId;
        await Shop.DoneAsync(tx => new RailLife.Commerce.Stock.SaveWarehouse(Shop.Merchants).RunAsync(
            Commerce.Shop.As(Commerce.Shop.Staff, ("id", "bakery")), new RailLife.Commerce.Stock.SaveWarehouseBody(merchant, Commerce.Shop.Name("bakery"), 1, [], true), tx));
        await Shop.AdjustAsync(sku, "bakery", 20);
        return (merchant, sku);
    }

    public async ValueTask DisposeAsync()
    {
        await Told.DisposeAsync();
        await log.DisposeAsync();
        http.Dispose();
        await Bed.DisposeAsync();
    }

    private sealed class NoProof : IPayerProof
    {
        public Task<bool> IsProofAsync(CoreTransaction tx, string memberId, string proof) => Task.FromResult(false);
    }
}

internal sealed record Buyer(Actor Actor, string AddressId)
{
    public string Id => Actor.Id;
}
