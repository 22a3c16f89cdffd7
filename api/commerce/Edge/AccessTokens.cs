using System.Text.Json;
using RailLife.Contracts;

namespace RailLife.Commerce.Edge;

/// <summary>Bearer tokens: an actor and an end, signed by this installation; no database is asked to read one.</summary>
public sealed class AccessTokens(KeyRing ring, TimeProvider clock)
{
    private readonly TokenSigner signer = new(ring, "access");

    public string Issue(Actor actor, TimeSpan validFor) =>
        signer.Sign(JsonSerializer.Serialize(new Claims(actor.Kind, actor.Id, actor.Circles, actor.Formats, actor.Merchants, (clock.GetUtcNow() + validFor).ToUnixTimeSeconds()), EventJson.Options));

    /// <summary>The actor, or null when the token is not ours or has ended.</summary>
    public Actor? Read(string token)
    {
        if (signer.Read(token) is not { } text || JsonSerializer.Deserialize<Claims>(text, EventJson.Options) is not { } claims) return null;
        return claims.EndsAt > clock.GetUtcNow().ToUnixTimeSeconds() ? new Actor(claims.Kind, claims.Id, claims.Circles, claims.Formats, claims.Merchants) : null;
    }

    /// <param name="EndsAt">Unix seconds.</param>
    private sealed record Claims(ActorKind Kind, string Id, IReadOnlyList<long>? Circles, IReadOnlyList<string>? Formats, IReadOnlyList<string>? Merchants, long EndsAt);
}
