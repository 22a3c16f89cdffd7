using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RailLife.Commerce.Edge;
using RailLife.Host.Platform;

namespace RailLife.Bench.Commerce.Api;

/// <summary>Somebody who sells something and somebody who buys it.</summary>
public sealed record ApiStage(Caller Merchant, string ProductId, string SkuId, string Store, string Warehouse, Caller Member, string AddressId);

/// <summary>What there is to call about. Everything in it was made by calls; whatever breaks it, a new stage mends it.</summary>
public sealed partial class ApiWorld(ApiClient client, Installation installation, Random random, CancellationToken ct)
{
    public const string Operator = "Staff";
    private const long Circle = 7;
    private readonly AccessTokens tokens = new(installation.Keys, installation.Clock);
    private ApiStage? stage;
    private string leaf = "";
    private int serial;

    public Installation Installation => installation;
    public ApiClient Client => client;
    public Random Random => random;
    public CancellationToken Ct => ct;

    /// <summary>One of several, so that nobody calls too often.</summary>
    public Caller Staff => As(Operator, $"staff-{serial++ % 16}");

    public string Leaf => leaf;

    /// <summary>A word that was not there before.</summary>
    public string Word(string kind = "x") => string.Create(CultureInfo.InvariantCulture, $"{kind}-{++serial}-{random.Next(1_000_000)}");

    public Caller As(string kind, string id) => new(kind, id, tokens.Issue(new Actor(Enum.Parse<ActorKind>(kind), id), TimeSpan.FromDays(1)));

    /// <summary>A call that should be done.</summary>
    public ApiCall Ask(string operation, Caller by, object? body = null, string? etag = null, params string[] path) =>
        new(operation, by, path, body switch { null => null, string text => text, _ => JsonSerializer.Serialize(body) }, etag);

    /// <exception cref="ApiStuckException">It was not done.</exception>
    public async Task<ApiAnswer> DoAsync(string operation, Caller by, object? body = null, string? etag = null, params string[] path)
    {
        var answer = await client.SendAsync(Ask(operation, by, body, etag, path), ct);
        return answer.IsDone ? answer : throw new ApiStuckException($"{operation} [{string.Join(", ", path)}]: {answer.Status} {answer.Text}");
    }

    public async Task<ApiStage> StageAsync() => stage ??= await NewStageAsync();

    /// <summary>The next one who asks gets a new stage.</summary>
    public void Leave() => stage = null;

    public async Task OpenAsync()
    {
        await DoAsync("PUT /v1/circles/{id}", Staff, new { station_name = new { zh = "科技园站" }, latitude_microdegrees = 22_540_000, longitude_microdegrees = 113_950_000 }, null, Circle.ToString(CultureInfo.InvariantCulture));
        await DoAsync("PUT /v1/formats/{id}", Staff, new { name = new { zh = "零售" }, is_physical = true }, null, "retail");
        var parent = (string?)null;
        for (var level = 1; level <= 3; level++) parent = (await DoAsync("POST /v1/back-categories", Staff, new { parent_id = parent, name = new { en = $"Level {level}" } })).Id;
        leaf = parent!;
        var rules = await DoAsync("GET /v1/growth/rules", Staff);
        var body = rules.Body["rules"]!.AsObject();
        body["levels"]![0]!["benefits"] = new JsonArray(new JsonObject { ["code"] = "umbrella", ["name"] = new JsonObject { ["en"] = "Umbrella" }, ["is_material"] = true, ["uses_per_month"] = 1_000 });
        await DoAsync("PUT /v1/growth/rules", Staff, body.ToJsonString(), rules.ETag);
        await StageAsync();
    }

    public async Task<Caller> NewMerchantAsync(string name = "Shop") =>
        As("Merchant", (await DoAsync("POST /v1/merchants", Staff, new { name = new { en = name }, kind = "onboarded", circle_id = Circle, format = "retail" })).Id);

    public object Product(string? merchantId = null) => new { merchant_id = merchantId, category_id = leaf, title = new { en = Word("lantern") }, kind = "physical", currency = "CNY", skus = new[] { new { spec = Array.Empty<object>(), weight_grams = 500, unit_price_minor = 1_000 } } };

    /// <param name="until">draft, submitted, passed or listed.</param>
    public async Task<ApiAnswer> ProductAsync(Caller merchant, string until)
    {
        var made = await DoAsync("POST /v1/products", merchant, Product());
        if (until == "draft") return made;
        var submitted = await DoAsync("POST /v1/products/{id}/submit", merchant, null, made.ETag, made.Id);
        if (until == "submitted") return submitted;
        var passed = await DoAsync("POST /v1/products/{id}/audit", Staff, new { decision = "passed" }, submitted.ETag, made.Id);
        return until == "passed" ? passed : await DoAsync("POST /v1/products/{id}/list", merchant, null, passed.ETag, made.Id);
    }

    public string NewPhone() => string.Create(CultureInfo.InvariantCulture, $"138{random.Next(100_000_000):00000000}");

    /// <summary>The code in the last message to a number, once it was asked for.</summary>
    public async Task<string> CodeAsync(string phone, bool isAsked = false)
    {
        if (!isAsked) await DoAsync("POST /v1/auth/codes", Caller.Nobody, new { phone });
        for (var tries = 0; tries < 100; tries++, await Task.Delay(50, ct))
        {
            var messages = await client.SendAsync(Ask("GET /v1/sandbox/sms", Staff) with { Query = $"phone={phone}" }, ct);
            if (messages.Body["items"] is JsonArray { Count: > 0 } items && Digits().Matches((string)items[^1]!["text"]!) is [.., var code]) return code.Value;
        }
        throw new ApiStuckException("no message came");
    }

    public async Task<Caller> NewMemberAsync()
    {
        var phone = NewPhone();
        var session = await DoAsync("POST /v1/auth/sessions", Caller.Nobody, new { phone, code = await CodeAsync(phone) });
        return new Caller("Member", (string)session.Body["member"]!["id"]!, (string)session.Body["token"]!);
    }

    public async Task<Caller> VisitorAsync()
    {
        var session = await DoAsync("POST /v1/auth/visitors", Caller.Nobody);
        return new Caller("Member", (string)session.Body["member"]!["id"]!, (string)session.Body["token"]!);
    }

    private async Task<ApiStage> NewStageAsync()
    {
        var merchant = await NewMerchantAsync();
        var (store, warehouse) = (Word("store"), Word("warehouse"));
        await DoAsync("PUT /v1/merchants/{id}/stores/{store}", merchant, new { name = new { en = "Store" }, circle_id = Circle, is_open = true }, null, merchant.Id, store);
        await DoAsync("PUT /v1/warehouses/{id}", merchant, new { name = new { en = "Hall" }, priority = 1, is_active = true }, null, warehouse);
        var product = await ProductAsync(merchant, "listed");
        var sku = (string)product.Body["skus"]![0]!["sku_id"]!;
        await DoAsync("POST /v1/stock/adjustments", merchant, new { sku_id = sku, warehouse_id = warehouse, delta = 100_000, reason = "delivery", reference = Word("r") });
        var member = await NewMemberAsync();
        var number = Word("n");
        await DoAsync("PUT /v1/staff-numbers/{number}", Staff, new { is_active = true }, null, number);
        await DoAsync("POST /v1/me/staff", member, new { staff_number = number });
        await DoAsync("POST /v1/members/{id}/staff-card/fundings", Staff, new { account = "cash", amount_minor = 100_000_000, reference = Word("f") }, null, member.Id);
        var address = await DoAsync("POST /v1/me/addresses", member, Address);
        return new ApiStage(merchant, product.Id, sku, store, warehouse, member, address.Id);
    }

    public static object Address { get; } = new { receiver = "王小明", phone = "13800138000", province = "广东省", city = "深圳市", district = "南山区", detail = "科技园 1 号", is_default = true };

    [GeneratedRegex(@"\d{4,8}")]
    private static partial Regex Digits();
}
