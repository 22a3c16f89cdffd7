using RailLife.Commerce.Edge;
using RailLife.Simulator.City;

namespace RailLife.Simulator.Services;

/// <summary>A member as the services know him.</summary>
/// <param name="AddressId">Where goods are sent.</param>
internal sealed record KnownMember(string Id, string? AddressId);

/// <summary>A merchant as the services know it.</summary>
/// <param name="ProductIds">By the number of the good.</param>
/// <param name="SkuIds">By the number of the good.</param>
internal sealed record KnownShop(string Id, IReadOnlyList<string> ProductIds, IReadOnlyList<string> SkuIds);

/// <summary>Who is known to the services so far, and the tokens with which they call.</summary>
internal sealed class CityPeople(AccessTokens tokens)
{
    private static readonly TimeSpan TokenFor = TimeSpan.FromDays(400);

    private readonly Dictionary<int, KnownMember> members = [];
    private readonly Dictionary<int, KnownShop> shops = [];
    private readonly Dictionary<string, Shop> byMerchantId = [];

    /// <summary>Somebody of the operator.</summary>
    public Caller Staff { get; } = new(tokens.Issue(new Actor(ActorKind.Staff, "city"), TokenFor));

    public IReadOnlyDictionary<int, KnownMember> Members => members;

    public IReadOnlyDictionary<int, KnownShop> Shops => shops;

    public void Add(Resident resident, KnownMember member) => members[resident.Number] = member;

    public void Add(Shop shop, KnownShop known) => (shops[shop.Number], byMerchantId[known.Id]) = (known, shop);

    public KnownMember? Find(Resident resident) => members.GetValueOrDefault(resident.Number);

    public KnownShop? Find(Shop shop) => shops.GetValueOrDefault(shop.Number);

    /// <summary>All of them, to be kept.</summary>
    public CityRoll ToRoll(CitySettings settings, string couponId) => new(settings.Seed, settings.Merchants, settings.Days, settings.End, settings.StationsFile, couponId,
        [.. members.OrderBy(m => m.Key).Select(m => new RollMember(m.Key, m.Value.Id, m.Value.AddressId))], [.. shops.OrderBy(s => s.Key).Select(s => new RollShop(s.Key, s.Value.Id, s.Value.ProductIds, s.Value.SkuIds))]);

    /// <summary>Those who were known before.</summary>
    public void Add(CityRoll roll, MadeCity city)
    {
        foreach (var member in roll.Members) members[member.Number] = new KnownMember(member.Id, member.AddressId);
        foreach (var shop in roll.Shops) Add(city.Shops[shop.Number], new KnownShop(shop.Id, shop.ProductIds, shop.SkuIds));
    }

    /// <summary>Null when the merchant is none of the city's.</summary>
    public Shop? ShopOf(string merchantId) => byMerchantId.GetValueOrDefault(merchantId);

    public Caller As(Resident resident) => new(tokens.Issue(new Actor(ActorKind.Member, members[resident.Number].Id), TokenFor), resident.Channel);

    public Caller As(Shop shop) => new(tokens.Issue(new Actor(ActorKind.Merchant, shops[shop.Number].Id), TokenFor));
}
