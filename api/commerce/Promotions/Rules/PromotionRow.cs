using System.Text.Json;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Rules;

internal sealed record PromotionRow
{
    public const string Columns = "id, version, state, kind, merchant_id, circle_id, format, starts_at, ends_at, announced_at, body, saved_at, actor";

    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string State { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? MerchantId { get; init; }
    public long CircleId { get; init; }
    public string Format { get; init; } = "";
    public long StartsAt { get; init; }
    public long EndsAt { get; init; }
    public long AnnouncedAt { get; init; }
    public string Body { get; init; } = "";
    public long SavedAt { get; init; }
    public string Actor { get; init; } = "";

    public Owner Owner => new(MerchantId, CircleId, Format);

    public bool IsSeenBy(Actor actor) => Promotions.Owner.IsSeen(actor, MerchantId, CircleId, Format);

    public bool IsInForce(long now) => State == States.Active && StartsAt <= now && now < EndsAt;

    public PromotionBody ToBody() => JsonSerializer.Deserialize<PromotionBody>(Body, CommerceJson.Options) ?? throw new InvalidOperationException($"promotion {Id} has no body");

    /// <summary>As the calculator takes it, without what is left of its quotas.</summary>
    public Promotion ToRule() => PromotionMaker.Decide(Id, Version, Owner, ToBody()).Value;

    public PromotionView ToView() => new(Id, Version, State, ToBody(), SavedAt.ToInstant(), Actor);

    public static async Task<Outcome<PromotionRow>> SeenAsync(CoreTransaction tx, Actor actor, string id) =>
        await tx.FindAsync<PromotionRow>($"select {Columns} from promo_rule where id = @id", new { id }) is { } row && row.IsSeenBy(actor) ? row : Refusal.NotFound("promotion", id);
}

/// <param name="State"><c>draft</c>, <c>active</c> (in force within its period), <c>stopped</c>.</param>
internal sealed record PromotionView(string Id, long Version, string State, PromotionBody Promotion, DateTimeOffset SavedAt, string SavedBy) : IVersioned;
