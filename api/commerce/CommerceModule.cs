using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using RailLife.Commerce.Accounts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Gateway;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Points;
using RailLife.Commerce.Products;
using RailLife.Commerce.Products.Content;
using RailLife.Commerce.Products.Reviews;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Store;

namespace RailLife.Commerce;

/// <summary>The trade services of one process, put together by hand in their order: each knows only those before it.</summary>
public sealed class CommerceModule
{
    private readonly CoreDatabase database;
    private readonly AccessTokens tokens;
    private readonly IdSource ids;
    private readonly PersonalHash hash;
    private readonly MerchantsFacade merchants = new();
    private readonly ProductsFacade products;
    private readonly StockFacade stock;
    private readonly MembersParts members;
    private readonly AccountsParts accounts;
    private readonly PointsParts points;
    private readonly GatewayModule gateway;
    private CommerceRoutes? routes;

    public CommerceModule(CoreDatabase database, IdSource ids, KeyRing keys, IEventLog log, CommerceOptions options)
    {
        (this.database, this.ids) = (database, ids);
        hash = new PersonalHash(keys);
        tokens = new AccessTokens(keys, database.Clock);
        products = new ProductsFacade(ids);
        stock = new StockFacade(ids);
        members = new MembersParts(ids, hash, keys, tokens, options.Members) { Zone = options.Zone };
        accounts = new AccountsParts(ids, new LedgerFacade(ids), options);
        points = new PointsParts(ids, new LedgerFacade(ids), options);
        gateway = new GatewayModule(database, ids, keys, tokens, log, options.Gateway);
        var sealer = new LedgerSealer(database);
        DueWork =
        [
            new DueWork("ledger-seal", TimeSpan.FromMilliseconds(500), async ct => (int)Math.Min(1, await sealer.SealAsync(ct))),
            new DueWork("ledger-holds", TimeSpan.FromSeconds(1), sealer.ExpireAsync),
            new DueWork("default-praise", TimeSpan.FromMinutes(10), new DefaultPraise(database, ids).RunAsync),
            new DueWork("stock-sweep", TimeSpan.FromSeconds(1), new StockSweep(database, ids).RunAsync),
            .. MembersModule.DueWork(database, members),
            .. PointsModule.DueWork(database, points),
            .. gateway.Work,
        ];
    }

    /// <summary>What falls due with time; the clock part runs it.</summary>
    public IReadOnlyList<IDueWork> DueWork { get; }

    /// <summary>Every endpoint, once <see cref="Map"/> has put them in place.</summary>
    public IReadOnlyList<RouteDescription> Routes => routes?.Descriptions ?? [];

    /// <summary>Calls per route, for the metrics page.</summary>
    public RouteMeter Meter => gateway.Meter;

    /// <summary>Puts the gateway before the routes of trade; after routing, before <see cref="Map"/>.</summary>
    public void Use(IApplicationBuilder app) => gateway.Use(app);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        routes = new CommerceRoutes(endpoints, database, tokens);
        gateway.Map(routes);
        routes.MapMerchants(merchants, products, hash, ids);
        routes.MapProducts(merchants, ids);
        routes.MapReviews(ids);
        routes.MapContent(merchants, stock, ids);
        routes.MapStock(merchants, products, ids);
        routes.MapMembers(members, merchants);
        routes.MapAccounts(accounts, new MembersFacade(members));
        routes.MapPoints(points, new MembersFacade(members));
    }
}
