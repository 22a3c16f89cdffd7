using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Stock;

/// <param name="MerchantId">Needed from staff at first; a merchant's own is its own.</param>
/// <param name="Priority">Lower gives first.</param>
/// <param name="Regions">Administrative codes, from the left, that it delivers to first; empty = all alike.</param>
internal sealed record SaveWarehouseBody(string? MerchantId, LocalText Name, [Range(0, 1_000_000)] long Priority, [Items(0, 500)] IReadOnlyList<string>? Regions, bool IsActive);

internal sealed record WarehouseView(string Id, string MerchantId, LocalText Name, long Priority, IReadOnlyList<string> Regions, bool IsActive, long Version) : IVersioned;

/// <summary>A merchant, or staff for it, enters or edits a warehouse. What lies in one that is not active is not sold.</summary>
/// <remarks>Catalogue PRD-06, Z-7.</remarks>
internal sealed class SaveWarehouse(MerchantsFacade merchants)
{
    public async Task<Outcome<WarehouseView>> RunAsync(Call call, SaveWarehouseBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (id.Length > 200) return Refusal.Invalid("bad-warehouse-id", "warehouse: expected up to 200 characters");
        if (Words.Check(body.Name, "name") is { } nameless) return nameless;
        if ((body.Regions ?? []).FirstOrDefault(r => r.Any(c => !char.IsAsciiDigit(c))) is { } odd) return Refusal.Invalid("invalid-field", $"regions: found '{odd}', expected digits of an administrative code");
        var was = await tx.FindAsync<WarehouseRow>($"select {WarehouseRow.Columns} from stock_warehouse where id = @id", new { id });
        if (was is not null && !was.IsSeenBy(call.Actor)) return Refusal.NotFound("warehouse", id);
        var merchantId = was?.MerchantId ?? (call.Actor.Kind is ActorKind.Merchant ? call.Actor.Id : body.MerchantId);
        if (merchantId is null) return Refusal.Invalid("invalid-field", "merchant_id: found none, expected the merchant whose warehouse it is");
        if ((body.MerchantId ?? merchantId) != merchantId || await merchants.FindAsync(tx, merchantId) is not { } merchant || !call.Actor.Sees(merchant.Id, merchant.CircleId, merchant.Format))
            return Refusal.NotFound("merchant", body.MerchantId ?? merchantId);
        if (was is not null && Edits.Check(call, was.Version) is { } stale) return stale;

        var view = new WarehouseView(id, merchantId, body.Name, body.Priority, [.. (body.Regions ?? []).Distinct()], body.IsActive, (was?.Version ?? 0) + 1);
        var isSaved = await tx.ExecuteOneAsync(
            """
            insert into stock_warehouse (id, merchant_id, circle_id, format, name_zh, name_en, priority, is_active, version, updated_at, actor)
            values (@Id, @MerchantId, @CircleId, @Format, @Zh, @En, @Priority, @Active, @Version, @NowMicros, @Actor)
            on conflict (id) do update set circle_id = excluded.circle_id, format = excluded.format, name_zh = excluded.name_zh, name_en = excluded.name_en, priority = excluded.priority, is_active = excluded.is_active,
                version = excluded.version, updated_at = excluded.updated_at, actor = excluded.actor
            where stock_warehouse.version = excluded.version - 1 and stock_warehouse.merchant_id = excluded.merchant_id
            """,
            new { view.Id, view.MerchantId, merchant.CircleId, merchant.Format, view.Name.Zh, view.Name.En, view.Priority, Active = view.IsActive ? 1L : 0L, view.Version, tx.NowMicros, Actor = call.Actor.ToString() });
        if (!isSaved) return Edits.Changed;
        await tx.ExecuteAsync("delete from stock_warehouse_region where warehouse_id = @id", new { id });
        foreach (var region in view.Regions) await tx.ExecuteAsync("insert into stock_warehouse_region (warehouse_id, region) values (@id, @region)", new { id, region });
        return view;
    }
}

internal sealed record WarehouseRow
{
    public const string Columns = "id, merchant_id, circle_id, format, name_zh, name_en, priority, is_active, version";

    public string Id { get; init; } = "";
    public string MerchantId { get; init; } = "";
    public long CircleId { get; init; }
    public string Format { get; init; } = "";
    public string? NameZh { get; init; }
    public string? NameEn { get; init; }
    public long Priority { get; init; }
    public long IsActive { get; init; }
    public long Version { get; init; }

    public bool IsSeenBy(Actor actor) => actor.Sees(MerchantId, CircleId, Format);
}
