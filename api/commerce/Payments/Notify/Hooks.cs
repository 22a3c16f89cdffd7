using System.Security.Cryptography;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="Url">https; where the merchant's system listens.</param>
public sealed record HookBody([Text(500)] string Url, bool IsActive);

/// <param name="Secret">Shown once, when the hook is set: signs what is sent. Null later.</param>
public sealed record HookView(string MerchantId, string Url, bool IsActive, string? Secret);

/// <summary>A merchant says where he wants to be told. Every setting makes a new secret.</summary>
/// <remarks>Catalogue PAY-05.</remarks>
internal sealed class Hooks(RawSealer sealer, bool allowsHttp)
{
    public async Task<Outcome<HookView>> SetAsync(Call call, HookBody body, CoreTransaction tx)
    {
        if (!Uri.TryCreate(body.Url, UriKind.Absolute, out var url) || !(url.Scheme == "https" || (allowsHttp && url.Scheme == "http")) || url.UserInfo.Length > 0)
            return Refusal.Invalid("bad-hook-url", $"found '{body.Url}', expected an https address without a user");
        var secret = RandomNumberGenerator.GetBytes(32);
        await tx.ExecuteAsync(
            """
            insert into pay_hook (merchant_id, url, sealed_secret, is_active, version, changed_at, actor) values (@MerchantId, @Url, @Sealed, @IsActive, 1, @NowMicros, @Actor)
            on conflict (merchant_id) do update set url = excluded.url, sealed_secret = excluded.sealed_secret, is_active = excluded.is_active, version = pay_hook.version + 1, changed_at = excluded.changed_at, actor = excluded.actor
            """,
            new { MerchantId = call.Actor.Id, Url = url.AbsoluteUri, Sealed = sealer.Seal(secret), IsActive = body.IsActive ? 1L : 0L, tx.NowMicros, Actor = call.Actor.ToString() });
        return new HookView(call.Actor.Id, url.AbsoluteUri, body.IsActive, Convert.ToHexStringLower(secret));
    }

    public static async Task<Outcome<HookView>> FindAsync(Call call, CoreTransaction tx) =>
        await tx.FindAsync<HookRow>("select url, is_active from pay_hook where merchant_id = @Id", new { call.Actor.Id }) is { } row
            ? new HookView(call.Actor.Id, row.Url, row.IsActive == 1, null)
            : Refusal.NotFound("payment-hook", call.Actor.Id);

    private sealed record HookRow
    {
        public string Url { get; init; } = "";
        public long IsActive { get; init; }
    }
}
