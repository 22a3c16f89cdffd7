using System.Globalization;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.Simulator.City;

namespace RailLife.Simulator.Services;

/// <summary>What stands before anybody can buy: circles, formats, categories, the sandbox's manner, campaigns, and the merchants with their goods.</summary>
internal sealed class CityOpening(MadeCity city, ServiceDoor door, CityPeople people)
{
    private const long PlentyOfStock = 1_000_000;

    private readonly Dictionary<string, string> leafOf = [];

    /// <summary>The newcomer's coupon, once it can be taken.</summary>
    public string CouponId { get; private set; } = "";

    public async Task OpenAsync()
    {
        foreach (var station in city.ByTraffic)
            await StaffAsync("PUT", "/v1/circles/{id}", new { station_name = Name(station.Zh, station.En), longitude_microdegrees = station.LongitudeMicrodegrees, latitude_microdegrees = station.LatitudeMicrodegrees, radius_meters = 1_000 },
                station.CircleId.ToString(CultureInfo.InvariantCulture));
        foreach (var format in BusinessFormats.All)
        {
            await StaffAsync("PUT", "/v1/formats/{id}", new { name = Name(format.Zh, format.En), is_physical = format.IsPhysical }, format.Id);
            var top = await CategoryAsync(null, format.Zh, format.En);
            var middle = await CategoryAsync(top, format.Zh + "类", format.En + " goods");
            leafOf[format.Id] = await CategoryAsync(middle, format.Zh + "商品", "All " + format.En.ToLowerInvariant());
        }
        await StaffAsync("PUT", "/v1/payments/sandbox/manner", new { pays_after_ms = 0, is_failing = false, copies = 1, delay_ms = 0, is_reordered = false, is_mute = false, refunds_fail = false });
        foreach (var day in Campaigns.Beginnings(city.Settings.Days)) await CampaignAsync(day);
        var template = await StaffAsync("POST", "/v1/coupon-templates", new
        {
            name = Name("新人满50减8", "8 off 50 for newcomers"), kind = "full-reduction", from_minor = Campaigns.CouponFromMinor, off_minor = Campaigns.CouponOffMinor, claim_max = 1, is_claimable = true,
            returns_on_refund = true, when_expired = "lapse", valid_days = Campaigns.CouponDays,
        });
        CouponId = template.GetProperty("id").GetString()!;
        await StaffAsync("POST", "/v1/coupon-templates/{id}/activate", null, CouponId, version: template.GetProperty("version").GetInt64());
    }

    /// <summary>A merchant registers, opens its store and puts its goods on the shelf.</summary>
    public async Task JoinAsync(Shop shop)
    {
        var merchant = await StaffAsync("POST", "/v1/merchants", new { name = Name(shop.Zh, shop.En), kind = "onboarded", circle_id = shop.Station.CircleId, format = shop.Format.Id });
        var id = merchant.GetProperty("id").GetString()!;
        people.Add(shop, new KnownShop(id, [], []));
        var caller = people.As(shop);
        await door.DoneAsync(caller, "PUT", "/v1/merchants/{id}/stores/{store}", new { name = Name(shop.Zh, shop.En), station_id = $"station-{shop.Station.Number + 1}", is_open = true }, id, $"city-store-{shop.Number + 1}");
        if (shop.Format.IsPhysical)
        {
            await door.DoneAsync(caller, "PUT", "/v1/merchants/{id}/freight", new { regions = new[] { new { region = "", fixed_minor = shop.Format.IsQuick ? 300 : 600, free_from_minor = 9_900 } } }, id);
            await door.DoneAsync(caller, "PUT", "/v1/warehouses/{id}", new { name = Name(shop.Zh, shop.En), priority = 1, is_active = true }, Warehouse(shop));
        }
        var goods = new List<(string Product, string Sku)>();
        foreach (var good in shop.Goods) goods.Add(await ShelveAsync(shop, caller, good));
        people.Add(shop, new KnownShop(id, [.. goods.Select(g => g.Product)], [.. goods.Select(g => g.Sku)]));
    }

    private async Task<(string Product, string Sku)> ShelveAsync(Shop shop, Caller caller, Good good)
    {
        var product = await door.DoneAsync(caller, "POST", "/v1/products", new
        {
            category_id = leafOf[shop.Format.Id], title = Name($"{good.Zh} {shop.Zh}", $"{good.En}, {shop.En}"), kind = shop.Format.Kind, currency = "CNY",
            skus = new[] { new { spec = Array.Empty<object>(), weight_grams = good.WeightGrams, unit_price_minor = good.PriceMinor } },
        });
        var id = product.GetProperty("id").GetString()!;
        await door.DoneAsync(caller, "POST", "/v1/products/{id}/submit", null, id);
        await StaffAsync("POST", "/v1/products/{id}/audit", new { decision = "passed" }, id);
        var listed = await door.DoneAsync(caller, "POST", "/v1/products/{id}/list", null, id);
        var sku = listed.GetProperty("skus")[0].GetProperty("sku_id").GetString()!;
        if (shop.Format.IsPhysical)
            await door.DoneAsync(caller, "POST", "/v1/stock/adjustments", new { sku_id = sku, warehouse_id = Warehouse(shop), delta = PlentyOfStock, reason = "first delivery", reference = $"first-{sku}" });
        return (id, sku);
    }

    private async Task CampaignAsync(int day)
    {
        var from = city.Settings.At(city.Settings.FirstDay.AddDays(day), 0);
        var promotion = await StaffAsync("POST", "/v1/promotions", new
        {
            name = Name("满100减10", "10 off 100"), kind = "full-reduction", starts_at = from, ends_at = from.AddDays(Campaigns.LengthDays),
            terms = new { unit = "amount", mode = "tiered", tiers = new[] { new { from = Campaigns.FromMinor, value = Campaigns.OffMinor } } },
        });
        await StaffAsync("POST", "/v1/promotions/{id}/activate", null, promotion.GetProperty("id").GetString(), version: promotion.GetProperty("version").GetInt64());
    }

    private async Task<string> CategoryAsync(string? parent, string zh, string en) =>
        (await StaffAsync("POST", "/v1/back-categories", new { parent_id = parent, name = Name(zh, en) })).GetProperty("id").GetString()!;

    private Task<JsonElement> StaffAsync(string method, string pattern, object? body, string? id = null, long? version = null) => door.DoneAsync(people.Staff, method, pattern, body, id, version: version);

    private static string Warehouse(Shop shop) => $"city-warehouse-{shop.Number + 1}";

    private static LocalText Name(string zh, string en) => new(zh, en);
}
