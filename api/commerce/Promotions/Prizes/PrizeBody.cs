using System.Text.Json;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Prizes;

public enum PrizeKind
{
    /// <summary>Catalogue PRZ-01.</summary>
    Coupon,

    /// <summary>Catalogue PRZ-02.</summary>
    Points,

    /// <summary>Money that can be used from a day on [现金红包]. Catalogue PRZ-03.</summary>
    RedPacket,

    /// <summary>Something that is sent to an address. Catalogue PRZ-04.</summary>
    Goods,

    /// <summary>A code of another company [三方权益]. Catalogue PRZ-05.</summary>
    ThirdPartyCode,

    /// <summary>Any mix of the others [礼包]. Catalogue PRZ-06.</summary>
    GiftPack,
}

/// <summary>Something that can be won, as staff writes it; which of the fields it needs is its kind's matter.</summary>
/// <param name="Points">Points to give.</param>
/// <param name="ValidDays">Of points, from the grant on; null = a year.</param>
/// <param name="AmountMinor">Of a red packet.</param>
/// <param name="UsableFrom">Red packet: the operator's day from which it can be used; null = at once.</param>
/// <param name="SkuId">Goods from the catalogue, or null.</param>
/// <param name="Provider">Whose code it is.</param>
/// <param name="Parts">Prizes of a pack.</param>
internal sealed record PrizeBody(
    LocalText Name,
    PrizeKind Kind,
    string? TemplateId = null,
    [Range(1, 1_000_000_000)] long? Points = null,
    [Range(1, 3_650)] long? ValidDays = null,
    [Range(1, 100_000_000)] long? AmountMinor = null,
    DateOnly? UsableFrom = null,
    string? SkuId = null,
    string? Provider = null,
    [Items(1, 20)] IReadOnlyList<PackPart>? Parts = null)
{
    public const long PointsValidDays = 365;

    /// <summary>Null when it can be granted.</summary>
    public Refusal? Check() => Kind switch
    {
        PrizeKind.Coupon when TemplateId is null => Wrong("'template_id'"),
        PrizeKind.Points when Points is null => Wrong("'points'"),
        PrizeKind.RedPacket when AmountMinor is null => Wrong("'amount_minor'"),
        PrizeKind.ThirdPartyCode when Provider is null => Wrong("'provider'"),
        PrizeKind.GiftPack when Parts is not { Count: > 0 } => Wrong("'parts'"),
        _ => Name is { Zh: null, En: null } ? Wrong("a name in one language at least") : null,
    };

    private Refusal Wrong(string needed) => Refusal.Invalid("invalid-prize", $"a prize of kind {States.Word(Kind)} needs {needed}");
}

internal sealed record PackPart(string PrizeId, [Range(1, 20)] long Quantity);

internal sealed record PrizeRow
{
    public const string Columns = "id, version, kind, is_active, body, saved_at, actor";

    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Kind { get; init; } = "";
    public long IsActive { get; init; }
    public string Body { get; init; } = "";
    public long SavedAt { get; init; }
    public string Actor { get; init; } = "";

    public PrizeBody ToBody() => JsonSerializer.Deserialize<PrizeBody>(Body, CommerceJson.Options) ?? throw new InvalidOperationException($"prize {Id} has no body");

    public static Task<PrizeRow?> FindAsync(CoreTransaction tx, string id) => tx.FindAsync<PrizeRow>($"select {Columns} from prize_definition where id = @id", new { id });
}

/// <param name="CodesLeft">Codes of a third party that nobody has yet.</param>
internal sealed record PrizeView(string Id, long Version, bool IsActive, PrizeBody Prize, long CodesLeft) : IVersioned;
