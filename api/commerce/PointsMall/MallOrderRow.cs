using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.PointsMall;

/// <summary>Where an order of the mall stands.</summary>
public enum MallOrderState
{
    WaitShip,
    Shipped,
    Cancelled,

    /// <summary>A coupon was given: nothing is left to do.</summary>
    Done,
}

/// <summary>An order of the points mall as it is stored: one piece of one offer, at the price of then.</summary>
internal sealed record MallOrderRow
{
    private const string Columns =
        """
        id, offer_id, offer_version, member_id, state, kind, name_zh, name_en, sku_id, coupon_id, points, cash_minor, currency, merchant_id, circle_id, format, is_stock_kept,
        receiver_masked, phone_masked, region, address_sealed, channel, carrier, tracking_no, placed_at, shipped_at, cancelled_at
        """;

    public const string Select = $"select {Columns} from mall_order";

    public const string Insert =
        $"""
        insert into mall_order ({Columns})
        values (@Id, @OfferId, @OfferVersion, @MemberId, @State, @Kind, @NameZh, @NameEn, @SkuId, @CouponId, @Points, @CashMinor, @Currency, @MerchantId, @CircleId, @Format, @IsStockKept,
            @ReceiverMasked, @PhoneMasked, @Region, @AddressSealed, @Channel, @Carrier, @TrackingNo, @PlacedAt, @ShippedAt, @CancelledAt)
        """;

    public string Id { get; init; } = "";
    public string OfferId { get; init; } = "";
    public long OfferVersion { get; init; }
    public string MemberId { get; init; } = "";
    public string State { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? NameZh { get; init; }
    public string? NameEn { get; init; }
    public string? SkuId { get; init; }
    public string? CouponId { get; init; }
    public long Points { get; init; }
    public long CashMinor { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>Whose goods; null for a coupon.</summary>
    public string? MerchantId { get; init; }
    public long CircleId { get; init; } = -1;
    public string? Format { get; init; }
    public long IsStockKept { get; init; }
    public string? ReceiverMasked { get; init; }
    public string? PhoneMasked { get; init; }
    public string? Region { get; init; }
    public string? AddressSealed { get; init; }
    public string? Channel { get; init; }
    public string? Carrier { get; init; }
    public string? TrackingNo { get; init; }
    public long PlacedAt { get; init; }
    public long? ShippedAt { get; init; }
    public long? CancelledAt { get; init; }

    /// <summary>His own for a member; for staff goods within sight. A coupon is nobody's to ship.</summary>
    public bool IsSeenBy(Actor actor) => actor.IsMember(MemberId) || (MerchantId is not null && actor.Sees(MerchantId, CircleId, Format ?? ""));

    public MallOrderView ToView() => new(Id, OfferId, Words.Parse<MallOrderState>(State), Words.Parse<MallKind>(Kind), new LocalText(NameZh, NameEn), SkuId, CouponId, Points, CashMinor, Currency,
        ReceiverMasked, PhoneMasked, Region, Carrier, TrackingNo, PlacedAt.ToInstant(), ShippedAt?.ToInstant(), CancelledAt?.ToInstant());

    /// <summary>The order, when it is the caller's to see.</summary>
    public static async Task<Outcome<MallOrderRow>> SeenAsync(CoreTransaction tx, Actor actor, string id) =>
        await tx.FindAsync<MallOrderRow>($"{Select} where id = @id", new { id }) is { } row && row.IsSeenBy(actor) ? row : Refusal.NotFound("mall-order", id);
}

internal sealed record MallOrderView(
    string Id, string OfferId, MallOrderState State, MallKind Kind, LocalText Name, string? SkuId, string? CouponId, long Points, long CashMinor, [Currency] string Currency,
    string? ReceiverMasked, string? PhoneMasked, string? Region, string? Carrier, string? TrackingNo, DateTimeOffset PlacedAt, DateTimeOffset? ShippedAt, DateTimeOffset? CancelledAt);
