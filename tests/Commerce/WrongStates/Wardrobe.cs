using RailLife.Commerce.Accounts;
using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Carts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Payments;
using RailLife.Commerce.Points;
using RailLife.Commerce.Products;
using RailLife.Commerce.Products.Reviews;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Promotions.Coupons;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Tests.Commerce.AfterSales;
using RailLife.Tests.Commerce.Orders;
using RailLife.Tests.Commerce.Promotions;

namespace RailLife.Tests.Commerce.WrongStates;

/// <summary>An order in every state, a document in every state, goods in two currencies: each by its name, and everybody who may call, over real HTTP.</summary>
internal sealed class Wardrobe : IAsyncDisposable
{
    private readonly Counter counter;
    private readonly Dictionary<string, string> names = [];
    private readonly Dictionary<string, Actor> callers = [];
    private CommerceServer? server;

    private Wardrobe(Counter counter) => this.counter = counter;

    public Mall Mall => counter.Mall;

    public CommerceServer Server => server ?? throw new InvalidOperationException("the wardrobe is not open");

    public static async Task<Wardrobe> OpenAsync(string kind)
    {
        var wardrobe = new Wardrobe(await Counter.PaidAsync(kind));
        await wardrobe.FillAsync();
        return wardrobe;
    }

    public Task<ServerAnswer> SendAsync(WrongCall call) =>
        Server.SendAsync(call.Method, Named(call.Path), Mall.Bed.Tokens.Issue(callers[call.By], TimeSpan.FromDays(1)), call.Body is null ? null : Named(call.Body), call.IfMatch);

    private string Named(string text) => names.Aggregate(text, (all, n) => all.Replace($"{{{n.Key}}}", n.Value, StringComparison.Ordinal));

    private async Task FillAsync()
    {
        var stranger = await Mall.BuyerAsync();
        foreach (var (name, actor) in new[] { ("buyer", counter.Buyer.Actor), ("stranger", stranger.Actor), ("merchant", Mall.Merchant()), ("staff", Shop.Staff) }) callers[name] = actor;
        names["sku"] = counter.Sku;
        await Mall.Shop.AdjustAsync(counter.Sku, "main", 50);
        names["leaf"] = Mall.Shop.LeafId;
        names["address"] = counter.Buyer.AddressId;
        await OrdersAsync();
        await CasesAsync();
        await GoodsAsync(stranger);
        await MoneyAsync();
        server = await CommerceServer.StartAsync(Mall.Bed, routes =>
        {
            routes.MapProducts(Mall.Shop.Merchants, Mall.Bed.Ids);
            routes.MapReviews(Mall.Bed.Ids, new RailLife.Commerce.Members.Growth.ReviewGrowth(new MembersFacade(Mall.Members), Mall.Shop.Products));
            routes.MapStock(Mall.Shop.Merchants, Mall.Shop.Products, Mall.Bed.Ids);
            routes.MapAccounts(new AccountsParts(Mall.Bed.Ids, Mall.Ledger, Mall.Options), new MembersFacade(Mall.Members));
            routes.MapPoints(new PointsParts(Mall.Bed.Ids, Mall.Ledger, Mall.Options), new MembersFacade(Mall.Members));
            routes.MapPromotions(Mall.Promotions);
            Mall.Payments.Map(routes);
            routes.MapCarts(Mall.Carts);
            routes.MapOrders(Mall.Parts);
            routes.MapAfterSales(Mall.AfterSales);
        });
    }

    private async Task OrdersAsync()
    {
        await counter.DeliverAsync();
        Mall.Bed.Clock.Now += TimeSpan.FromDays(16);
        await Mall.Due.RunDueAsync(CommerceBed.Ct);
        names["completed"] = counter.OrderId;

        names["refunded"] = await PaidAsync();
        await MustAsync(Mall.CancelAsync(counter.Buyer.Actor, names["refunded"]));
        names["refund of refunded"] = $"{names["refunded"]}-cancelled";
        names["part-shipped"] = await PaidAsync();
        await MustAsync(Mall.ShipAsync(names["part-shipped"], Mall.Merchant(), new ParcelLine(1, 1)));
        names["shipped"] = await PaidAsync();
        await MustAsync(Mall.ShipAsync(names["shipped"], Mall.Merchant()));
        names["held"] = await PaidAsync();
        await MustAsync(Mall.Bed.WriteAsync(tx => new InterveneOrder(Mall.Parts).RunAsync(Mall.Call(Shop.Staff, names["held"]), new InterveneOrderBody(InterventionKind.Held, "looked at"), tx)));
        names["received"] = await ReceivedAsync();
        names["paid"] = await PaidAsync();
        names["payment of paid"] = (await Mall.ViewAsync(counter.Buyer, names["paid"])).Payment!.Id;
        var (second, cake) = await Mall.SecondShopAsync();
        callers["other-merchant"] = Mall.Merchant(second);
        names["parent"] = (await Mall.PaidAsync(counter.Buyer, (counter.Sku, 1), (cake, 1))).Id;
        foreach (var name in new[] { "unpaid", "cancelled" })
        {
            var placed = await Mall.PlaceAsync(counter.Buyer, (counter.Sku, 1));
            (names[name], names[$"payment of {name}"]) = (placed.Id, placed.Payment.Id);
        }
        await MustAsync(Mall.CancelAsync(counter.Buyer.Actor, names["cancelled"]));
    }

    private async Task CasesAsync()
    {
        counter.Turn(names["applied"] = await PaidAsync());
        names["case open"] = (await counter.AppliedAsync(AfterSaleKind.Refund, 2)).Id;
        counter.Turn(names["returned"] = await ReceivedAsync());
        names["case done"] = (await counter.ReturnAsync(3)).Id;
        counter.Turn(await ReceivedAsync());
        names["case approved"] = (await counter.AppliedAsync(AfterSaleKind.Return, 1)).Id;
        await MustAsync(counter.AuditAsync(names["case approved"], true));
    }

    private async Task GoodsAsync(Buyer stranger)
    {
        var dollars = await Mall.Shop.ListedAsync(Mall.Shop.Body("Visa", 500) with { Currency = "USD" });
        (names["dollar product"], names["dollar sku"]) = (dollars.Id, dollars.Skus[0].SkuId);
        await Mall.Shop.AdjustAsync(names["dollar sku"], "main", 5);
        var gone = await Mall.Shop.ListedAsync(Mall.Shop.Body("Scarf", 700));
        names["delisted sku"] = gone.Skus[0].SkuId;
        await Mall.Shop.DoneAsync(tx => new ShelveProduct(Mall.Shop.Merchants, Mall.Bed.Ids).DelistAsync(Shop.As(Shop.Staff, ("id", gone.Id)), new DelistProductBody(null), tx));
        foreach (var name in new[] { "template", "stopped template" })
        {
            var view = await Mall.DoneAsync(tx => new SaveCouponTemplate(Mall.Promotions).AddAsync(Fair.As(Shop.Staff), Fair.Template(), tx));
            await Mall.DoneAsync(tx => SwitchCouponTemplate.ActivateAsync(Fair.As(Shop.Staff, view.Id, view.Version), new Nothing(), tx));
            if (name != "template") await Mall.DoneAsync(tx => SwitchCouponTemplate.StopAsync(Fair.As(Shop.Staff, view.Id, view.Version), new Nothing(), tx));
            names[name] = view.Id;
        }
        var coupon = await Mall.DoneAsync(tx => new ClaimCoupon(Mall.Promotions).RunAsync(Fair.As(stranger.Actor, names["template"]), new Nothing(), tx));
        names["coupon of stranger"] = coupon.Coupon.Id;
    }

    private async Task MoneyAsync()
    {
        var quotas = new Quotas(Mall.Ledger, Mall.Bed.Ids, Mall.Options);
        var ends = Mall.Bed.Clock.Now.AddDays(1).ToUnixTimeSeconds();
        names["dollar quota"] = (await Mall.DoneAsync(tx => quotas.BuyAsync(Mall.Call(Shop.Staff), new BuyQuotaBody("dollars", "USD", 100, 10, ends), tx))).Id;
        names["old quota"] = (await Mall.DoneAsync(tx => quotas.BuyAsync(Mall.Call(Shop.Staff), new BuyQuotaBody("old", "CNY", 100, 10, Mall.Bed.Clock.Now.AddSeconds(5).ToUnixTimeSeconds()), tx))).Id;
        Mall.Bed.Clock.Now += TimeSpan.FromMinutes(1);
        var verified = await Mall.BuyerAsync();
        await Mall.Bed.WriteAsync(tx => tx.ExecuteAsync("update member_member set verified_at = @NowMicros, identity_hash = 'h' where id = @Id", new { tx.NowMicros, verified.Id }));
        callers["verified"] = verified.Actor;
    }

    private async Task<string> PaidAsync() => (await Mall.PaidAsync(counter.Buyer, (counter.Sku, 3))).Id;

    private async Task<string> ReceivedAsync()
    {
        counter.Turn(await PaidAsync());
        await counter.DeliverAsync();
        return counter.OrderId;
    }

    private static async Task MustAsync<T>(Task<RailLife.Store.Outcome<T>> doing)
    {
        var outcome = await doing;
        Assert.True(outcome.IsDone, outcome.Refusal?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        await counter.DisposeAsync();
    }
}
