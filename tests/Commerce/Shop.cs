using Microsoft.AspNetCore.Http;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Commerce.Members.Growth;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Products;
using RailLife.Commerce.Products.Content;
using RailLife.Commerce.Products.Reviews;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Tests.Commerce;

/// <summary>A shop that can sell, made by the use cases themselves: a circle, a format, three levels of categories, a merchant with products and stock.</summary>
internal sealed class Shop
{
    private int references;

    private Shop(CommerceBed bed)
    {
        Bed = bed;
        Products = new ProductsFacade(bed.Ids);
        Stock = new StockFacade(bed.Ids);
    }

    public static Actor Staff { get; } = new(ActorKind.Staff, "staff-1");

    public const long Circle = 7;
    public const string Format = "online-retail";

    public CommerceBed Bed { get; }
    public MerchantsFacade Merchants { get; } = new();
    public ProductsFacade Products { get; }
    public StockFacade Stock { get; }
    public string TopId { get; private set; } = "";
    public string MiddleId { get; private set; } = "";
    public string LeafId { get; private set; } = "";
    public string MerchantId { get; private set; } = "";

    public static async Task<Shop> OpenAsync(CommerceBed bed)
    {
        var shop = new Shop(bed);
        await shop.DoneAsync(tx => new SaveCircle(bed.Ids).RunAsync(As(Staff, ("id", "7")), new SaveCircleBody(Name("Convention Centre"), 22_530_000, 114_060_000, null), tx));
        await shop.DoneAsync(tx => new SaveFormat(bed.Ids).RunAsync(As(Staff, ("id", Format)), new SaveFormatBody(Name("Online retail"), true), tx));
        shop.TopId = await shop.CategoryAsync(null, "Clothes");
        shop.MiddleId = await shop.CategoryAsync(shop.TopId, "Down jackets");
        shop.LeafId = await shop.CategoryAsync(shop.MiddleId, "Men's down jackets", "colour");
        shop.MerchantId = await shop.MerchantAsync("Station shop", Circle);
        return shop;
    }

    /// <summary>The shop over HTTP.</summary>
    public Task<CommerceServer> ServeAsync() => CommerceServer.StartAsync(Bed, routes =>
    {
        routes.MapMerchants(Merchants, Products, Bed.Hash, Bed.Ids);
        routes.MapProducts(Merchants, Bed.Ids);
        routes.MapReviews(Bed.Ids, new ReviewGrowth(new MembersFacade(new MembersParts(Bed.Ids, Bed.Hash, Bed.Keys, Bed.Tokens, new MembersOptions()) { Zone = CommerceBed.Zone }), Products));
        routes.MapContent(Merchants, Stock, Bed.Ids);
        routes.MapStock(Merchants, Products, Bed.Ids);
    });

    public string Token(ActorKind kind, string id) => Bed.Tokens.Issue(new Actor(kind, id), TimeSpan.FromDays(1));

    public string MerchantToken(string? id = null) => Token(ActorKind.Merchant, id ?? MerchantId);

    /// <summary>All events that were emitted, each accepted by the checker that ingest uses.</summary>
    public async Task<IReadOnlyList<(string Type, string Json)>> EventsAsync()
    {
        var checker = new EventChecker();
        var events = new List<(string, string)>();
        foreach (var row in await Bed.ReadAsync(tx => tx.ListAsync<OutboxRow>("select topic, value from outbox order by position")))
        {
            var parsed = default(ParsedEvent);
            Assert.True(checker.Check(row.Value, row.Topic, EventChecker.Micros(Bed.Clock.Now), ref parsed), $"{parsed.Rejection}");
            events.Add((parsed.Contract?.Name ?? "", System.Text.Encoding.UTF8.GetString(row.Value)));
        }
        return events;
    }

    private sealed record OutboxRow
    {
        public string Topic { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }

    /// <summary>A call as the edge would make it.</summary>
    public static Call As(Actor actor, params (string Name, string Value)[] path) => As(actor, null, path);

    public static Call As(Actor actor, long? ifMatch, params (string Name, string Value)[] path)
    {
        var http = new DefaultHttpContext();
        foreach (var (name, value) in path) http.Request.RouteValues[name] = value;
        if (ifMatch is { } version) http.Request.Headers.IfMatch = $"\"{version}\"";
        return new Call(http, actor);
    }

    public static LocalText Name(string english) => new(null, english);

    /// <summary>Runs it and gives its value; a refusal fails the test with its text.</summary>
    public async Task<T> DoneAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase) => (await Bed.WriteAsync(useCase)).Value;

    /// <summary>Runs it and gives the refusal's code; null when it was done.</summary>
    public async Task<string?> CodeAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase) => (await Bed.WriteAsync(useCase)).Refusal?.Code;

    public async Task<string> CategoryAsync(string? parentId, string name, params string[] specs) =>
        (await DoneAsync(tx => new SaveBackCategory(Bed.Ids).CreateAsync(As(Staff), new CreateBackCategoryBody(parentId, Name(name), null, null, specs, specs.Length > 0 ? ["material"] : [], []), tx))).Id;

    public async Task<string> MerchantAsync(string name, long? circle) =>
        (await DoneAsync(tx => new RegisterMerchant(Bed.Hash, Bed.Ids).RunAsync(
            As(Staff), new RegisterMerchantBody(Name(name), circle is null ? MerchantKind.SelfOperated : MerchantKind.Onboarded, circle, Format, null, "13812341234"), tx))).Id;

    /// <summary>What a physical product of the leaf needs, a variant per price.</summary>
    public SaveProductBody Body(string title, params long[] pricesMinor) => new(
        null, LeafId, null, Name(title), null, ProductKind.Physical, "CNY", [.. pricesMinor.Select((p, i) => new SkuBody(null, [new NamedValue("colour", $"c{i}")], p, null, 500, null))], null, null, null, null, null, null, null);

    public Task<ProductView> DraftAsync(SaveProductBody body, string? merchantId = null) =>
        DoneAsync(tx => new SaveProduct(Merchants, Bed.Ids).CreateAsync(As(new Actor(ActorKind.Merchant, merchantId ?? MerchantId)), body, tx));

    /// <summary>A product that passed the audit and is on the shelf.</summary>
    public async Task<ProductView> ListedAsync(SaveProductBody body, string? merchantId = null)
    {
        var draft = await DraftAsync(body, merchantId);
        return await ListAsync(draft.Id);
    }

    public async Task<ProductView> ListAsync(string productId)
    {
        await DoneAsync(tx => new AuditProduct(Bed.Ids).SubmitAsync(As(Staff, ("id", productId)), new Nothing(), tx));
        await DoneAsync(tx => new AuditProduct(Bed.Ids).DecideAsync(As(Staff, ("id", productId)), new AuditProductBody(AuditDecision.Passed, null), tx));
        return await DoneAsync(tx => new ShelveProduct(Merchants, Bed.Ids).ListAsync(As(Staff, ("id", productId)), new Nothing(), tx));
    }

    /// <summary>The id of the only variant of a new listed product, with pieces in warehouse <c>main</c>.</summary>
    public async Task<string> SkuAsync(string title, long priceMinor, long pieces)
    {
        var sku = (await ListedAsync(Body(title, priceMinor))).Skus[0].SkuId;
        await WarehouseAsync("main", 1);
        await AdjustAsync(sku, "main", pieces);
        return sku;
    }

    /// <summary>Enters a warehouse once.</summary>
    public async Task WarehouseAsync(string id, long priority, params string[] regions)
    {
        if (await Bed.ReadAsync(tx => tx.FindAsync<string>("select id from stock_warehouse where id = @id", new { id })) is not null) return;
        await DoneAsync(tx => new SaveWarehouse(Merchants).RunAsync(As(Staff, ("id", id)), new SaveWarehouseBody(MerchantId, Name(id), priority, regions, true), tx));
    }

    public Task<StockLevelView> AdjustAsync(string skuId, string warehouseId, long delta) =>
        DoneAsync(tx => new AdjustStock(Products, Bed.Ids).RunAsync(As(Staff), new AdjustStockBody(skuId, warehouseId, delta, "delivery", $"ref-{Interlocked.Increment(ref references)}"), tx));
}
