using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Gateway;
using RailLife.Store;

namespace RailLife.Commerce.Gateway;

/// <param name="CallsPerMinute">Of a caller without a partner's key.</param>
public sealed record GatewayOptions(long CallsPerMinute = 6_000, int CallersMax = 10_000);

/// <summary>The gateway [统一网关]: stands before every route of the trade services.</summary>
/// <remarks>Catalogue PGW-01..04, PGW-08.</remarks>
public sealed class GatewayModule
{
    private readonly CoreDatabase database;
    private readonly PartnerKeys keys;
    private readonly GatewayEntry entry;

    public GatewayModule(CoreDatabase database, IdSource ids, KeyRing ring, AccessTokens tokens, ServiceEvents told, GatewayOptions options)
    {
        this.database = database;
        var sealer = new RawSealer(ring);
        Log = new GatewayLog(told, ids, database.Clock);
        keys = new PartnerKeys(ids, sealer);
        entry = new GatewayEntry(new GatewayCallers(database, sealer, tokens, options), new TokenBuckets(database.Clock, options.CallersMax), Meter, Log, options, database.Clock);
    }

    /// <summary>Figures per route for the metrics page.</summary>
    public RouteMeter Meter { get; } = new();

    public GatewayLog Log { get; }

    public IReadOnlyList<IDueWork> Work =>
    [
        new DueWork("gateway-nonces", TimeSpan.FromMinutes(1), ForgetNoncesAsync),
    ];

    /// <summary>After routing. Routes of other rooms pass by: what they take in is larger and comes from the operator's own.</summary>
    public void Use(IApplicationBuilder app) => app.UseWhen(IsOurs, trade => trade.Use(entry.InvokeAsync));

    public void Map(CommerceRoutes routes)
    {
        routes.Post<PartnerKeyBody, PartnerKeyView>("/v1/gateway/keys", Access.Staff, "PGW-02", "Make a key for a partner's system", keys.MakeAsync);
        routes.Get("/v1/gateway/keys", Access.Staff, "PGW-02", "Keys of partners' systems", keys.ListAsync, "limit", "cursor");
        routes.Delete<PartnerKeyView>("/v1/gateway/keys/{id}", Access.Staff, "PGW-02", "Take a key back", keys.TakeBackAsync);
    }

    /// <summary>What a circuit breaker calls when it opens.</summary>
    public Action<int> Broken(string service) => failures => Log.Tell(service, new GatewayBroken(service, failures));

    private static bool IsOurs(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/v1") && (http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<TradeRoute>() is not null);

    private async Task<int> ForgetNoncesAsync(CancellationToken ct)
    {
        var before = (database.Clock.GetUtcNow() - 2 * PartnerSignature.Window).ToMicros();
        var forgotten = 0;
        await database.WriteAsync(async tx => forgotten = await tx.ExecuteAsync("delete from gateway_nonce where seen_at < @before", new { before }), ct);
        return forgotten;
    }
}
