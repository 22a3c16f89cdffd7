using System.Text.Json.Nodes;
using RailLife.Commerce.Edge;

namespace RailLife.Bench.Commerce.Crash;

/// <summary>Two merchants, four products, a coupon, a deal with a quota, eight members: opened over HTTP before anything is killed.</summary>
internal sealed class Market
{
    private const int MembersCount = 8;
    private static readonly TimeSpan TokensLive = TimeSpan.FromDays(90);

    private readonly AccessTokens tokens;
    private readonly Dictionary<string, TradeCaller> merchants = [];
    private readonly List<string> skus = [];
    private readonly List<Buyer> buyers = [];
    private volatile string url = "";

    public Market(AccessTokens tokens)
    {
        this.tokens = tokens;
        Staff = As(ActorKind.Staff, "1");
    }

    /// <summary>Where the product listens in its present life.</summary>
    public string Url
    {
        get => url;
        set => url = value.TrimEnd('/');
    }

    public Promises Promises { get; } = new();
    public TradeCaller Staff { get; }
    public IReadOnlyList<string> Skus => skus;
    public IReadOnlyList<Buyer> Buyers => buyers;
    public string CouponTemplateId { get; private set; } = "";

    public TradeCaller Merchant(string id) => merchants[id];

    public async Task OpenAsync()
    {
        await Staff.PutAsync("/v1/circles/7", new { station_name = new { zh = "科技园站", en = "Keji Park" }, longitude_microdegrees = 113_950_000, latitude_microdegrees = 22_540_000, radius_meters = 1000 });
        await Staff.PutAsync("/v1/formats/retail", new { name = new { zh = "零售", en = "Retail" }, is_physical = true });
        string? category = null;
        foreach (var name in new[] { "Home", "Decoration", "Lamps" }) category = (await Staff.DoAsync("/v1/back-categories", new { parent_id = category, name = new { en = name } })).String("id");
        foreach (var name in new[] { "Lanterns", "Cups" }) await OpenShopAsync(name, category!);
        await OfferAsync();
        for (var i = 0; i < MembersCount; i++) buyers.Add(await JoinAsync($"1380013{8000 + i}"));
    }

    /// <summary>How the bank behaves from now on.</summary>
    public Task BankAsync(object manner) => Staff.PutAsync("/v1/payments/sandbox/manner", manner);

    private TradeCaller As(ActorKind kind, string id) => new(this, tokens.Issue(new Actor(kind, id), TokensLive));

    private async Task OpenShopAsync(string name, string category)
    {
        var id = (await Staff.DoAsync("/v1/merchants", new { name = new { en = name }, kind = "onboarded", circle_id = 7, format = "retail" })).String("id");
        var merchant = merchants[id] = As(ActorKind.Merchant, id);
        await merchant.PutAsync($"/v1/merchants/{id}/freight", new { regions = new[] { new { region = "", fixed_minor = 1_000, free_from_minor = 20_000 } } });
        var warehouse = $"w-{name}";
        await merchant.PutAsync($"/v1/warehouses/{warehouse}", new { name = new { en = name }, priority = 1, is_active = true });
        foreach (var (title, price, pieces, limit) in new (string, long, int, int?)[] { ($"{name} of iron", 12_900, 5_000, null), ($"{name} of glass", 3_333, 60, 40) })
        {
            var product = (await merchant.DoAsync("/v1/products", new
            {
                category_id = category, title = new { en = title }, kind = "physical", currency = "CNY", limit_per_member = limit, skus = new[] { new { spec = Array.Empty<object>(), weight_grams = 500, unit_price_minor = price } },
            })).String("id");
            await merchant.DoAsync($"/v1/products/{product}/submit");
            await Staff.DoAsync($"/v1/products/{product}/audit", new { decision = "passed" });
            var sku = (string)(await merchant.DoAsync($"/v1/products/{product}/list")).Body["skus"]![0]!["sku_id"]!;
            await merchant.DoAsync("/v1/stock/adjustments", new { sku_id = sku, warehouse_id = warehouse, delta = pieces, reason = "first delivery", reference = $"first-{sku}" });
            skus.Add(sku);
        }
    }

    private async Task OfferAsync()
    {
        var template = await Staff.DoAsync("/v1/coupon-templates", new
        {
            name = new { en = "20 off 200" }, kind = "full-reduction", from_minor = 20_000, off_minor = 2_000, claim_max = 1_000, issue_max = 400, is_claimable = true, returns_on_refund = true, when_expired = "lapse", valid_days = 90,
        });
        CouponTemplateId = template.String("id");
        await Staff.DoAsync($"/v1/coupon-templates/{CouponTemplateId}/activate", version: template.Number("version"));
        var deal = await Staff.DoAsync("/v1/promotions", new
        {
            name = new { en = "A lantern for less" }, kind = "limit-price", starts_at = DateTimeOffset.UtcNow.AddDays(-1), ends_at = DateTimeOffset.UtcNow.AddDays(90),
            terms = new { deals = new[] { new { sku_id = skus[0], unit_price_minor = 9_999, stock_units = 40, member_units = 8 } } },
        });
        await Staff.DoAsync($"/v1/promotions/{deal.String("id")}/activate", version: deal.Number("version"));
    }

    private async Task<Buyer> JoinAsync(string phone)
    {
        var anyone = new TradeCaller(this, null);
        await anyone.DoAsync("/v1/auth/codes", new { phone });
        JsonArray messages;
        do messages = (await Staff.GetAsync($"/v1/sandbox/sms?phone={phone}")).Body["items"]!.AsArray();
        while (messages.Count == 0);
        var text = (string)messages[0]!["text"]!;
        var code = new string([.. text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        var id = (string)(await anyone.DoAsync("/v1/auth/sessions", new { phone, code })).Body["member"]!["id"]!;
        var member = As(ActorKind.Member, id);
        await Staff.DoAsync($"/v1/members/{id}/points/adjustments", new { points = 20_000, reason = "welcome", reference = $"welcome-{id}" });
        var address = await member.DoAsync("/v1/me/addresses", new { receiver = "王小明", phone, province = "广东省", city = "深圳市", district = "南山区", detail = "科技园 1 号", is_default = true });
        return new Buyer(id, member, address.String("id"));
    }
}

internal sealed record Buyer(string Id, TradeCaller Client, string AddressId);
