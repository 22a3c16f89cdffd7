using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.PointsMall;

/// <summary>What a member gets for his points.</summary>
public enum MallKind
{
    /// <summary>Something that is sent to an address.</summary>
    Goods,

    Coupon,
}

/// <summary>Something that can be had for points, as staff writes it.</summary>
/// <param name="SkuId">Goods: which.</param>
/// <param name="TemplateId">Coupon: of which template.</param>
/// <param name="CashMinor">Goods: what is paid beside the points, from the wallet.</param>
/// <param name="QuantityMax">Pieces for all members together.</param>
/// <param name="MemberMax">Pieces for one member.</param>
internal sealed record MallOfferBody(
    LocalText Name, MallKind Kind, string? SkuId, string? TemplateId, [Range(1, 1_000_000_000)] long Points, [Range(0, Money.MinorMax)] long CashMinor,
    [Range(1, 1_000_000_000)] long QuantityMax, [Range(1, 1_000_000)] long MemberMax, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

internal sealed record MallOfferRow
{
    public const string Columns = "id, version, is_active, name_zh, name_en, kind, sku_id, template_id, points, cash_minor, quantity_max, member_max, redeemed, starts_at, ends_at, saved_at, actor";

    public string Id { get; init; } = "";
    public long Version { get; init; }
    public long IsActive { get; init; }
    public string? NameZh { get; init; }
    public string? NameEn { get; init; }
    public string Kind { get; init; } = "";
    public string? SkuId { get; init; }
    public string? TemplateId { get; init; }
    public long Points { get; init; }
    public long CashMinor { get; init; }
    public long QuantityMax { get; init; }
    public long MemberMax { get; init; }

    /// <summary>Pieces that are out; never more than <see cref="QuantityMax"/>, which the table itself checks.</summary>
    public long Redeemed { get; init; }
    public long StartsAt { get; init; }
    public long EndsAt { get; init; }
    public long SavedAt { get; init; }
    public string Actor { get; init; } = "";

    public LocalText Name => new(NameZh, NameEn);

    public MallOfferView ToView() => new(Id, Version, IsActive == 1, Redeemed,
        new MallOfferBody(Name, Words.Parse<MallKind>(Kind), SkuId, TemplateId, Points, CashMinor, QuantityMax, MemberMax, StartsAt.ToInstant(), EndsAt.ToInstant()));

    public static Task<MallOfferRow?> FindAsync(CoreTransaction tx, string id) => tx.FindAsync<MallOfferRow>($"select {Columns} from mall_offer where id = @id", new { id });
}

/// <param name="Redeemed">Pieces that are out.</param>
internal sealed record MallOfferView(string Id, long Version, bool IsActive, long Redeemed, MallOfferBody Offer) : IVersioned;
