using System.Security.Cryptography;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Gateway;

public sealed record PartnerKeyBody(string MerchantId, string Name, [Range(1, 1_000_000)] long CallsPerMinute);

/// <param name="Secret">Shown once, when the key is made; hexadecimal.</param>
public sealed record PartnerKeyView(string Id, string MerchantId, string Name, long CallsPerMinute, bool IsActive, string? Secret);

/// <summary>Keys of partners' systems: staff makes them for a merchant and takes them back.</summary>
/// <remarks>Catalogue PGW-02. The secret rests sealed; a changed key is a new key.</remarks>
internal sealed class PartnerKeys(IdSource ids, RawSealer sealer)
{
    private const string Columns = "id, merchant_id, name, sealed_secret, calls_per_minute, is_active";

    public async Task<Outcome<PartnerKeyView>> MakeAsync(Call call, PartnerKeyBody body, CoreTransaction tx)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var id = ids.Next();
        await tx.ExecuteAsync($"insert into gateway_key ({Columns}, created_at, actor) values (@id, @MerchantId, @Name, @Sealed, @CallsPerMinute, 1, @NowMicros, @Actor)",
            new { id, body.MerchantId, body.Name, Sealed = sealer.Seal(secret), body.CallsPerMinute, tx.NowMicros, Actor = call.Actor.ToString() });
        return new PartnerKeyView(id, body.MerchantId, body.Name, body.CallsPerMinute, true, Convert.ToHexStringLower(secret));
    }

    public async Task<Outcome<Page<PartnerKeyView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<PartnerKeyRow>($"select {Columns} from gateway_key where (@After is null or id > @After) order by id limit @Limit", new { page.After, Limit = page.Limit + 1 });
        return page.Of([.. rows.Select(View)], v => v.Id);
    }

    public async Task<Outcome<PartnerKeyView>> TakeBackAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var id = call.Path("id");
        await tx.ExecuteAsync("update gateway_key set is_active = 0 where id = @id", new { id });
        return await FindAsync(tx, id) is { } row ? View(row) : Refusal.NotFound("partner-key", id);
    }

    public static Task<PartnerKeyRow?> FindAsync(CoreTransaction tx, string id) => tx.FindAsync<PartnerKeyRow>($"select {Columns} from gateway_key where id = @id", new { id });

    private static PartnerKeyView View(PartnerKeyRow row) => new(row.Id, row.MerchantId, row.Name, row.CallsPerMinute, row.IsActive == 1, null);
}

internal sealed record PartnerKeyRow
{
    public string Id { get; init; } = "";
    public string MerchantId { get; init; } = "";
    public string Name { get; init; } = "";
    public string SealedSecret { get; init; } = "";
    public long CallsPerMinute { get; init; }
    public long IsActive { get; init; }
}
