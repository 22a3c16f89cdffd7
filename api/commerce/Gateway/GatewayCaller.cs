using Microsoft.AspNetCore.Http;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Gateway;

/// <summary>Who calls, as far as the gateway must know: for the flow control, and for opening sealed bodies.</summary>
/// <param name="Name">Key of the caller's bucket.</param>
/// <param name="Secret">A partner's, for sealed bodies.</param>
internal sealed record GatewayCaller(string Name, long CallsPerMinute, byte[]? Secret);

/// <summary>Tells callers apart: a signing partner, the bearer of a token, or an address.</summary>
/// <remarks>Catalogue PGW-02. A partner who has proven himself goes on with a short token of his merchant: behind the gateway there is one way to be somebody.</remarks>
internal sealed class GatewayCallers(CoreDatabase database, RawSealer sealer, AccessTokens tokens, GatewayOptions options)
{
    private static readonly TimeSpan Passage = TimeSpan.FromMinutes(1);

    public async Task<Outcome<GatewayCaller>> WhoAsync(HttpContext http, byte[] body)
    {
        if (http.Request.Headers.Authorization is not [{ } header]) return Address(http);
        if (!header.StartsWith(PartnerSignature.Scheme, StringComparison.Ordinal))
            return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && tokens.Read(header["Bearer ".Length..].Trim()) is { } actor
                ? new GatewayCaller(actor.ToString(), options.CallsPerMinute, null)
                : Address(http);   // the edge refuses the token itself
        if (PartnerSignature.Parse(header) is not { } signature) return new Refusal(401, "bad-authorization", $"found a header of another form, expected '{PartnerSignature.Scheme} key=…, timestamp=…, nonce=…, signature=…'");
        return await PartnerAsync(http, signature, body);
    }

    public static string AddressOf(HttpContext http) => $"address:{http.Connection.RemoteIpAddress}";

    private GatewayCaller Address(HttpContext http) => new(AddressOf(http), options.CallsPerMinute, null);

    private async Task<Outcome<GatewayCaller>> PartnerAsync(HttpContext http, PartnerSignature signature, byte[] body)
    {
        var key = await database.ReadAsync(tx => PartnerKeys.FindAsync(tx, signature.KeyId), http.RequestAborted);
        // An unknown key and a wrong signature look the same from outside.
        if (key is not { IsActive: 1 }) return new Refusal(401, "bad-signature", "the signature does not fit this key and this request; sign method, path with query, timestamp, nonce and the body's SHA-256");
        var secret = sealer.Open(key.SealedSecret);
        var pathAndQuery = $"{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}";
        if (signature.Refuse(secret, http.Request.Method, pathAndQuery, body, database.Clock.GetUtcNow()) is { } refusal) return refusal;
        // Two racing replays write the same row; one of them is first.
        var isNew = (await database.WriteAsync<bool>(async tx => await tx.ExecuteOneAsync(
            "insert into gateway_nonce (key_id, nonce, seen_at) values (@KeyId, @Nonce, @NowMicros) on conflict do nothing", new { signature.KeyId, signature.Nonce, tx.NowMicros }), http.RequestAborted)).Value;
        if (!isNew) return new Refusal(401, "replayed-nonce", "this nonce came before; take a new one for every call");
        http.Request.Headers.Authorization = $"Bearer {tokens.Issue(new Actor(ActorKind.Merchant, key.MerchantId), Passage)}";
        return new GatewayCaller($"key:{key.Id}", key.CallsPerMinute, secret);
    }
}
