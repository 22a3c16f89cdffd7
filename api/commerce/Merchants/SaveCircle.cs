using System.Globalization;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Merchants;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

/// <param name="LatitudeMicrodegrees">Of the station's centre, WGS 84, millionths of a degree.</param>
/// <param name="RadiusMeters">Null = the usual kilometre.</param>
/// <param name="Formats">Business formats that have a place in it; empty = all, null = as it is.</param>
internal sealed record SaveCircleBody(
    LocalText StationName,
    [Range(-90_000_000, 90_000_000)] long LatitudeMicrodegrees,
    [Range(-180_000_000, 180_000_000)] long LongitudeMicrodegrees,
    [Range(1, 100_000)] long? RadiusMeters,
    [Items(0, 100)] IReadOnlyList<string>? Formats = null);

internal sealed record CircleView(long Id, LocalText StationName, long LatitudeMicrodegrees, long LongitudeMicrodegrees, long RadiusMeters, IReadOnlyList<string> Formats, long Version) : IVersioned;

/// <summary>Staff enter or edit a circle [TOD]: what lies within a kilometre of a station.</summary>
/// <remarks>Catalogue PLT-04, PLT-05: only staff whose sight reaches the circle. PLT-06: formats are associated with circles; merchants that are there already stay.</remarks>
internal sealed class SaveCircle(IdSource ids)
{
    public const long UsualRadiusMeters = 1_000;

    public async Task<Outcome<CircleView>> RunAsync(Call call, SaveCircleBody body, CoreTransaction tx)
    {
        if (!long.TryParse(call.Path("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1)
            return Refusal.Invalid("bad-circle-id", $"circle: found '{call.Path("id")}', expected a whole number from 1");
        if (Words.Check(body.StationName, "station_name") is { } nameless) return nameless;
        if (call.Actor.Circles is { } seen && !seen.Contains(id)) return Refusal.NotFound("circle", call.Path("id"));

        var now = await tx.FindAsync<long?>("select version from merchant_circle where id = @id", new { id });
        if (now is { } version && Edits.Check(call, version) is { } stale) return stale;
        IReadOnlyList<string> formats = body.Formats is { } named ? [.. named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : await CircleFormats.OfAsync(tx, id);
        if (await CircleFormats.UnknownAsync(tx, formats) is { } unknown) return Refusal.NotFound("format", unknown);
        var view = new CircleView(id, body.StationName, body.LatitudeMicrodegrees, body.LongitudeMicrodegrees, body.RadiusMeters ?? UsualRadiusMeters, formats, (now ?? 0) + 1);
        var isSaved = await tx.ExecuteOneAsync(
            """
            insert into merchant_circle (id, station_zh, station_en, latitude_microdegrees, longitude_microdegrees, radius_meters, version, updated_at, actor)
            values (@Id, @Zh, @En, @LatitudeMicrodegrees, @LongitudeMicrodegrees, @RadiusMeters, @Version, @NowMicros, @Actor)
            on conflict (id) do update set station_zh = excluded.station_zh, station_en = excluded.station_en, latitude_microdegrees = excluded.latitude_microdegrees,
                longitude_microdegrees = excluded.longitude_microdegrees, radius_meters = excluded.radius_meters, version = excluded.version, updated_at = excluded.updated_at, actor = excluded.actor
            where merchant_circle.version = excluded.version - 1
            """,
            new { view.Id, view.StationName.Zh, view.StationName.En, view.LatitudeMicrodegrees, view.LongitudeMicrodegrees, view.RadiusMeters, view.Version, tx.NowMicros, Actor = call.Actor.ToString() });
        if (!isSaved) return Edits.Changed;
        await CircleFormats.SetAsync(tx, id, formats);
        tx.Emit(new EventHeader(ids.Next(), MerchantEvents.Source, $"circle-{id}", tx.Now) { CircleId = id, Actor = call.Actor.ToString(), Sequence = view.Version - 1, TraceParent = call.TraceParent },
            new TodSaved(id, view.StationName, view.LatitudeMicrodegrees, view.LongitudeMicrodegrees, view.RadiusMeters, formats));
        return view;
    }
}
