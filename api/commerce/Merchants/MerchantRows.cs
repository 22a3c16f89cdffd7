using RailLife.Commerce.Edge;
using RailLife.Contracts;

namespace RailLife.Commerce.Merchants;

internal sealed record MerchantRow
{
    public const string Columns = "id, name_zh, name_en, kind, state, circle_id, format, is_partial_refund, contact_masked, reason, version, registered_at";

    public string Id { get; init; } = "";
    public string? NameZh { get; init; }
    public string? NameEn { get; init; }
    public string Kind { get; init; } = "";
    public string State { get; init; } = "";
    public long CircleId { get; init; }
    public string Format { get; init; } = "";
    public long IsPartialRefund { get; init; }
    public string? ContactMasked { get; init; }
    public string? Reason { get; init; }
    public long Version { get; init; }
    public long RegisteredAt { get; init; }

    public MerchantInfo ToInfo() =>
        new(Id, new LocalText(NameZh, NameEn), CircleId, Format, Words.Parse<MerchantKind>(Kind), Words.Parse<MerchantState>(State), IsPartialRefund == 1);

    public MerchantView ToView() =>
        new(Id, new LocalText(NameZh, NameEn), Words.Parse<MerchantKind>(Kind), Words.Parse<MerchantState>(State), CircleId, Format, IsPartialRefund == 1, ContactMasked, Reason, Version);

    public bool IsSeenBy(Actor actor) => actor.Sees(Id, CircleId, Format);
}

/// <param name="ContactMasked">Mobile number, its middle hidden.</param>
/// <param name="Reason">Why it left; null while it has not.</param>
internal sealed record MerchantView(
    string Id, LocalText Name, MerchantKind Kind, MerchantState State, long CircleId, string Format, bool IsPartialRefund, string? ContactMasked, string? Reason, long Version) : IVersioned;

internal sealed record StoreRow
{
    public const string Columns = "id, merchant_id, name_zh, name_en, circle_id, station_id, address, is_open, version";

    public string Id { get; init; } = "";
    public string MerchantId { get; init; } = "";
    public string? NameZh { get; init; }
    public string? NameEn { get; init; }
    public long CircleId { get; init; }
    public string? StationId { get; init; }
    public string? Address { get; init; }
    public long IsOpen { get; init; }
    public long Version { get; init; }

    public StoreInfo ToInfo() => new(Id, MerchantId, new LocalText(NameZh, NameEn), CircleId, StationId, IsOpen == 1);

    public StoreView ToView() => new(Id, MerchantId, new LocalText(NameZh, NameEn), CircleId, StationId, Address, IsOpen == 1, Version);
}

internal sealed record StoreView(string Id, string MerchantId, LocalText Name, long CircleId, string? StationId, string? Address, bool IsOpen, long Version) : IVersioned;

internal sealed record FreightRow
{
    public string Region { get; init; } = "";
    public long FixedMinor { get; init; }
    public long? FreeFromMinor { get; init; }
}
