using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

internal sealed record CircleList(IReadOnlyList<CircleView> Items);

internal sealed record FormatList(IReadOnlyList<FormatView> Items);

internal sealed record StoreList(IReadOnlyList<StoreView> Items);

/// <summary>Questions about circles, formats, merchants and stores.</summary>
/// <remarks>Catalogue PLT-05, PLT-07, PLT-08: back offices see what is within their sight; a circle of -1 is in everybody's.</remarks>
internal static class MerchantViews
{
    public static async Task<Outcome<CircleList>> CirclesAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<CircleRow>("select id, station_zh, station_en, latitude_microdegrees, longitude_microdegrees, radius_meters, version from merchant_circle order by id");
        var formats = await CircleFormats.AllAsync(tx);
        return new CircleList([.. rows.Select(r => new CircleView(r.Id, new LocalText(r.StationZh, r.StationEn), r.LatitudeMicrodegrees, r.LongitudeMicrodegrees, r.RadiusMeters, [.. formats[r.Id]], r.Version))]);
    }

    public static async Task<Outcome<FormatList>> FormatsAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<FormatRow>("select id, name_zh, name_en, is_physical, version from merchant_format order by id");
        if (call.Number("circle", 1, long.MaxValue) is { } circle && await CircleFormats.OfAsync(tx, circle) is { Count: > 0 } placed) rows = [.. rows.Where(r => placed.Contains(r.Id))];
        return new FormatList([.. rows.Select(r => new FormatView(r.Id, new LocalText(r.NameZh, r.NameEn), r.IsPhysical == 1, r.Version))]);
    }

    public static async Task<Outcome<MerchantView>> MerchantAsync(Call call, CoreTransaction tx)
    {
        var id = call.Path("id");
        var row = await tx.FindAsync<MerchantRow>($"select {MerchantRow.Columns} from merchant_account where id = @id", new { id });
        return row is not null && row.IsSeenBy(call.Actor) ? row.ToView() : Refusal.NotFound("merchant", id);
    }

    public static async Task<Outcome<Page<MerchantView>>> MerchantsAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var (sql, args) = Sight.Of(call.Actor, "id");
        args.Add("After", page.After ?? "");
        args.Add("Limit", page.Limit + 1);
        args.Add("Circle", call.Number("circle", -1, long.MaxValue));
        var rows = await tx.ListAsync<MerchantRow>(
            $"select {MerchantRow.Columns} from merchant_account where id > @After and (cast(@Circle as bigint) is null or circle_id in (@Circle, -1)) and {sql} order by id limit @Limit", args);
        var shown = page.Of(rows, r => r.Id);
        return new Page<MerchantView>([.. shown.Items.Select(r => r.ToView())], shown.Next);
    }

    public static async Task<Outcome<StoreList>> StoresAsync(Call call, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await tx.FindAsync<string>("select id from merchant_account where id = @id", new { id }) is null) return Refusal.NotFound("merchant", id);
        var rows = await tx.ListAsync<StoreRow>($"select {StoreRow.Columns} from merchant_store where merchant_id = @id order by id", new { id });
        return new StoreList([.. rows.Select(r => r.ToView())]);
    }

    private sealed record CircleRow
    {
        public long Id { get; init; }
        public string? StationZh { get; init; }
        public string? StationEn { get; init; }
        public long LatitudeMicrodegrees { get; init; }
        public long LongitudeMicrodegrees { get; init; }
        public long RadiusMeters { get; init; }
        public long Version { get; init; }
    }

    private sealed record FormatRow
    {
        public string Id { get; init; } = "";
        public string? NameZh { get; init; }
        public string? NameEn { get; init; }
        public long IsPhysical { get; init; }
        public long Version { get; init; }
    }
}
