using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RailLife.Contracts;
using RailLife.Ingest;
using RailLife.Ingest.Tracking;

namespace RailLife.Bench.Proofs.Clients;

/// <summary>The collector behind a server that fails now and then: with 503, by cutting the connection before the append, and by cutting it after, so that the client cannot know.</summary>
public sealed class FlakyServer : IAsyncDisposable
{
    public const string WriteKey = "clients";
    public const string Source = "raillife/collect/clients";

    private const int OneIn = 4;

    private readonly WebApplication _app;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private long _unavailable, _cutBefore, _cutAfter, _fine;
    private int _asked;

    public FlakyServer(IngestBed bed, int seed)
    {
        _random = new Random(seed);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.Use(FailNowAndThenAsync);
        var options = new CollectorOptions(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
        {
            Keys = new Dictionary<string, string> { [WriteKey] = "clients" },
            EventsPerMinutePerClient = 10_000_000,
        };
        _app.MapTracking(new TrackingCollector(bed.Log, new SealedRecords(new RawSealer(bed.Ring)), new PersonalHash(bed.Ring), new IdSource(TimeProvider.System), options, TimeProvider.System));
    }

    public string Address => _app.Urls.First();

    /// <summary>How often it failed, and how.</summary>
    public string Faults => $"{_unavailable} times 503, {_cutBefore} cuts before the append, {_cutAfter} after it, {_fine} times fine";

    public bool HasFailedInEachWay => _unavailable > 0 && _cutBefore > 0 && _cutAfter > 0;

    public Task StartAsync(CancellationToken ct) => _app.StartAsync(ct);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task FailNowAndThenAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            await next(context);
            return;
        }
        int fate;
        // The first calls meet every fate once, so that a small share of the proof does too.
        lock (_gate) fate = _asked < OneIn ? _asked++ : _random.Next(3 * OneIn);
        switch (fate)
        {
            case 0:
                Interlocked.Increment(ref _unavailable);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.AccessControlAllowOrigin = "*";
                break;
            case 1:
                Interlocked.Increment(ref _cutBefore);
                context.Abort();
                break;
            case 2:
                // The answer goes nowhere; what was taken stays taken.
                Interlocked.Increment(ref _cutAfter);
                context.Response.Body = Stream.Null;
                await next(context);
                context.Abort();
                break;
            default:
                Interlocked.Increment(ref _fine);
                await next(context);
                break;
        }
    }
}
