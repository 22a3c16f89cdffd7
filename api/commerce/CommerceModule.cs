using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using RailLife.Commerce.Accounts;
using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Carts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Gateway;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Commerce.Members.Growth;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Payments;
using RailLife.Commerce.Points;
using RailLife.Commerce.PointsMall;
using RailLife.Commerce.Products;
using RailLife.Commerce.Products.Content;
using RailLife.Commerce.Products.Reviews;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Store;

namespace RailLife.Commerce;

/// <summary>The trade services of one process, put together by hand in their order: each knows only those before it.</summary>
public sealed class CommerceModule : IAsyncDisposable
{
    /// <summary>How long a merchant's hook or the sandbox's own entry is waited for; below the two minutes for which a piece of payment work is claimed.</summary>
    private static readonly TimeSpan HttpPatience = TimeSpan.FromSeconds(20);

    private readonly CoreDatabase database;
    private readonly AccessTokens tokens;
    private readonly IdSource ids;
    private readonly PersonalHash hash;
    private readonly HttpClient http;
    private readonly ServiceEvents told;
    private readonly MerchantsFacade merchants = new();
    private readonly ProductsFacade products;
    private readonly MembersParts members;
    private readonly AccountsParts accounts;
    private readonly PointsParts points;
    private readonly PromotionsParts promotions;
    private readonly PointsMallParts pointsMall;
    private readonly CartsParts carts;
    private readonly OrdersParts orders;
    private readonly AfterSalesParts afterSales;
    private readonly PaymentsModule payments;
    private readonly GatewayModule gateway;
    private CommerceRoutes? routes;
    private Uri? address;

    /// <param name="outside">How merchants' hooks and the sandbox's own entry are reached; null = over the network.</param>
    public CommerceModule(CoreDatabase database, IdSource ids, KeyRing keys, IEventLog log, CommerceOptions options, HttpMessageHandler? outside = null)
    {
        (this.database, this.ids) = (database, ids);
        (hash, tokens) = (new PersonalHash(keys), new AccessTokens(keys, database.Clock));
        http = new HttpClient(outside ?? new HttpClientHandler(), disposeHandler: outside is null) { Timeout = HttpPatience };
        told = new ServiceEvents(log, new ServiceEventsOptions { Source = options.EventSource });
        gateway = new GatewayModule(database, ids, keys, tokens, told, options.Gateway);
        var (ledger, stock, reviews) = (new LedgerFacade(ids), new StockFacade(ids), new ReviewsFacade());
        products = new ProductsFacade(ids);
        members = new MembersParts(ids, hash, keys, tokens, options.Members) { Zone = options.Zone };
        var memberFacade = new MembersFacade(members);
        accounts = new AccountsParts(ids, ledger, options);
        var walletFacade = new WalletFacade(accounts);
        points = new PointsParts(ids, ledger, options);
        var pointsFacade = new PointsFacade(points);
        promotions = new PromotionsParts(ids, options, ledger, merchants, walletFacade, pointsFacade, new RawSealer(keys), told.Tell);
        var promotionsFacade = new PromotionsFacade(promotions);
        pointsMall = new PointsMallParts(ledger, merchants, products, stock, memberFacade, walletFacade, pointsFacade, promotionsFacade, ids, options);
        var bank = options.IsSandbox ? new SandboxBank(database, keys, ids, http, () => address is null ? null : new Uri(address, "/v1/payments/notify/sandbox"), options.ChannelCallsAtOnce) : null;
        var paymentsFacade = new PaymentsFacade(ledger, ids, options, new ChannelSet(Channels(keys, bank)));
        carts = new CartsParts(merchants, products, stock, memberFacade, pointsFacade, promotionsFacade, told, ids, options);
        orders = new OrdersParts(ledger, merchants, products, reviews, stock, memberFacade, pointsFacade, promotionsFacade, paymentsFacade, new CartsFacade(carts), told, hash, ids, options, options.Orders);
        afterSales = new AfterSalesParts(merchants, stock, memberFacade, pointsFacade, promotionsFacade, paymentsFacade, new OrdersFacade(orders), ids, options);
        payments = new PaymentsModule(new PaymentsParts(database, paymentsFacade, new AfterSalesOutcomes(afterSales), new CodeProof(memberFacade), new RawSealer(keys), http, AllowsHttpHooks: options.IsSandbox, bank));
        DueWork = Work();
    }

    /// <summary>What falls due with time; the clock part runs it.</summary>
    public IReadOnlyList<IDueWork> DueWork { get; }

    /// <summary>Every endpoint, once <see cref="Map"/> has put them in place.</summary>
    public IReadOnlyList<RouteDescription> Routes => routes?.Descriptions ?? [];

    /// <summary>Calls per route, for the metrics page.</summary>
    public RouteMeter Meter => gateway.Meter;

    /// <summary>Puts the gateway before the routes of trade; after routing, before <see cref="Map"/>.</summary>
    /// <summary>Durable commits of this process since its start.</summary>
    public long Commits => database.Commits;

    public void Use(IApplicationBuilder app) => gateway.Use(app);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        routes = new CommerceRoutes(endpoints, database, tokens, new ServiceLog(told, ids, database.Clock));
        gateway.Map(routes);
        routes.MapMerchants(merchants, products, hash, ids);
        routes.MapProducts(merchants, ids);
        routes.MapReviews(ids, new ReviewGrowth(new MembersFacade(members), products));
        routes.MapContent(merchants, new StockFacade(ids), ids);
        routes.MapStock(merchants, products, ids);
        routes.MapMembers(members, merchants);
        routes.MapAccounts(accounts, new MembersFacade(members));
        routes.MapPoints(points, new MembersFacade(members));
        routes.MapPromotions(promotions);
        routes.MapPointsMall(pointsMall);
        payments.Map(routes);
        routes.MapCarts(carts);
        routes.MapOrders(orders);
        routes.MapAfterSales(afterSales);
    }

    /// <summary>Where this process listens: the sandbox bank calls back there.</summary>
    public void ListensAt(Uri url) => address = url;

    /// <summary>Returns when everything that was told beside the transactions is in the log, or lost and counted.</summary>
    public Task FlushAsync(CancellationToken ct) => told.FlushAsync(ct);

    /// <summary>Events that wait for their way into the log.</summary>
    public long EventsWaiting => told.Waiting;

    /// <summary>Events that did not reach the log.</summary>
    public long EventsLost => told.Lost;

    public async ValueTask DisposeAsync()
    {
        await told.DisposeAsync();
        http.Dispose();
    }

    private IReadOnlyList<IPayChannel> Channels(KeyRing keys, SandboxBank? bank) => bank is null ? []
        : [new GuardedChannel(new SandboxChannel(database, keys, bank), new CircuitBreaker(database.Clock, 5, TimeSpan.FromSeconds(30), gateway.Broken("sandbox")))];

    private IReadOnlyList<IDueWork> Work()
    {
        var sealer = new LedgerSealer(database);
        return
        [
            new DueWork("ledger-seal", TimeSpan.FromMilliseconds(500), async ct => (int)Math.Min(1, await sealer.SealAsync(ct))),
            new DueWork("ledger-holds", TimeSpan.FromSeconds(1), sealer.ExpireAsync),
            new DueWork("stock-sweep", TimeSpan.FromSeconds(1), new StockSweep(database, ids).RunAsync),
            new DueWork("default-praise", TimeSpan.FromMinutes(10), new DefaultPraise(database, ids).RunAsync),
            .. MembersModule.DueWork(database, members),
            .. PointsModule.DueWork(database, points),
            .. PromotionsModule.DueWork(database, promotions),
            .. payments.Work,
            new DueWork("carts-to-forget", TimeSpan.FromHours(1), new ForgetCarts(database).RunAsync),
            .. new DueOrders(database, orders).Works,
            .. AfterSalesModule.DueWork(database, afterSales),
            .. gateway.Work,
        ];
    }
}
