using System.Text.Json;
using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

internal sealed record CouponTemplateRow
{
    public const string Columns = "id, version, state, merchant_id, circle_id, format, issue_max, issued, is_claimable, claim_from, claim_until, body, saved_at, actor";

    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string State { get; init; } = "";
    public string? MerchantId { get; init; }
    public long CircleId { get; init; }
    public string Format { get; init; } = "";
    public long? IssueMax { get; init; }
    public long Issued { get; init; }
    public long IsClaimable { get; init; }
    public long ClaimFrom { get; init; }
    public long ClaimUntil { get; init; }
    public string Body { get; init; } = "";
    public long SavedAt { get; init; }
    public string Actor { get; init; } = "";

    public Owner Owner => new(MerchantId, CircleId, Format);

    public bool IsSeenBy(Actor actor) => Promotions.Owner.IsSeen(actor, MerchantId, CircleId, Format);

    public CouponTemplateBody ToBody() => Parse(Body);

    public CouponTemplateView ToView() => new(Id, Version, State, Issued, ToBody(), SavedAt.ToInstant(), Actor);

    public static CouponTemplateBody Parse(string body) => JsonSerializer.Deserialize<CouponTemplateBody>(body, CommerceJson.Options) ?? throw new InvalidOperationException("a coupon template has no body");

    public static async Task<Outcome<CouponTemplateRow>> SeenAsync(CoreTransaction tx, Actor actor, string id) =>
        await tx.FindAsync<CouponTemplateRow>($"select {Columns} from coupon_template where id = @id", new { id }) is { } row && row.IsSeenBy(actor) ? row : Refusal.NotFound("coupon-template", id);
}

/// <param name="Issued">Coupons that were given out, claimed ones included.</param>
internal sealed record CouponTemplateView(string Id, long Version, string State, long Issued, CouponTemplateBody Template, DateTimeOffset SavedAt, string SavedBy) : IVersioned;
