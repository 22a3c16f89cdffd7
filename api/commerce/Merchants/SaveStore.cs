using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Merchants;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

/// <param name="CircleId">Where it stands; null = as its merchant.</param>
internal sealed record SaveStoreBody(LocalText Name, [Range(1, long.MaxValue)] long? CircleId, string? StationId, [Text(500)] string? Address, bool IsOpen);

/// <summary>A merchant, or staff for it, enters or edits one of its stores [店铺管理].</summary>
/// <remarks>Catalogue MCH-10. The path's id is the caller's choice at first, such as <c>shop-1</c>; a store never moves to another merchant.</remarks>
internal sealed class SaveStore(IdSource ids)
{
    public async Task<Outcome<StoreView>> RunAsync(Call call, SaveStoreBody body, CoreTransaction tx)
    {
        var (merchantId, id) = (call.Path("id"), call.Path("store"));
        if (id.Length > 200) return Refusal.Invalid("bad-store-id", "store: expected up to 200 characters");
        if (Words.Check(body.Name, "name") is { } nameless) return nameless;
        var merchant = await tx.FindAsync<MerchantRow>($"select {MerchantRow.Columns} from merchant_account where id = @merchantId{tx.Dialect.ForShare}", new { merchantId });
        if (merchant is null || !merchant.IsSeenBy(call.Actor)) return Refusal.NotFound("merchant", merchantId);
        if (merchant.State != Words.Of(MerchantState.Active)) return Refusals.Deregistered(merchantId);
        var circle = body.CircleId ?? merchant.CircleId;
        if (circle != -1 && await tx.FindAsync<long?>("select id from merchant_circle where id = @circle", new { circle }) is null) return Refusal.NotFound("circle", $"{circle}");

        var was = await tx.FindAsync<StoreRow>($"select {StoreRow.Columns} from merchant_store where id = @id", new { id });
        if (was is not null && was.MerchantId != merchantId) return Refusal.NotFound("store", id);
        if (was is not null && Edits.Check(call, was.Version) is { } stale) return stale;
        var view = new StoreView(id, merchantId, body.Name, circle, body.StationId, body.Address, body.IsOpen, (was?.Version ?? 0) + 1);
        var isSaved = await tx.ExecuteOneAsync(
            """
            insert into merchant_store (id, merchant_id, name_zh, name_en, circle_id, station_id, address, is_open, version, updated_at, actor)
            values (@Id, @MerchantId, @Zh, @En, @CircleId, @StationId, @Address, @IsOpen, @Version, @NowMicros, @Actor)
            on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, circle_id = excluded.circle_id, station_id = excluded.station_id, address = excluded.address,
                is_open = excluded.is_open, version = excluded.version, updated_at = excluded.updated_at, actor = excluded.actor
            where merchant_store.version = excluded.version - 1 and merchant_store.merchant_id = excluded.merchant_id
            """,
            new { view.Id, view.MerchantId, view.Name.Zh, view.Name.En, view.CircleId, view.StationId, view.Address, IsOpen = view.IsOpen ? 1L : 0L, view.Version, tx.NowMicros, Actor = call.Actor.ToString() });
        if (!isSaved) return Edits.Changed;
        tx.Emit(MerchantEvents.Header(ids.Next(), call, tx, merchantId, circle, merchant.Format, null) with { StoreId = id }, new StoreSaved(id, merchantId, body.Name, body.StationId, body.IsOpen));
        return view;
    }
}
