using System.Text.Json.Nodes;
using RailLife.Bench.Frame;
using RailLife.Commerce;
using RailLife.Host.Platform;
using RailLife.Host.Settings;

namespace RailLife.Bench.Commerce.Api;

/// <summary>The trade services as the platform serves them, called over HTTP as anybody would, with a world to call about and a clock that can be stopped.</summary>
public sealed class ApiHouse : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly CommerceModule trade;
    private readonly ServePart serve;
    private readonly CancellationTokenSource stop = new();
    private readonly Task clock;

    private ApiHouse(Installation installation, CommerceModule trade, ServePart serve, ApiClient client, Random random, CancellationToken ct)
    {
        (Installation, this.trade, this.serve, Client) = (installation, trade, serve, client);
        World = new ApiWorld(client, installation, random, ct);
        clock = Task.Run(RunAsync, CancellationToken.None);
    }

    public Installation Installation { get; }
    public ApiClient Client { get; }
    public ApiWorld World { get; }

    /// <param name="connection">Of a PostgreSQL database of its own; null = SQLite in the options' folder.</param>
    public static async Task<ApiHouse> OpenAsync(ProofOptions options, string? connection, CancellationToken ct)
    {
        var installation = new Installation(new PlatformSettings { Data = options.Folder, Http = new() { Port = 0 }, Core = new() { Connection = connection } }, TimeProvider.System);
        var trade = new CommerceModule(await installation.CoreAsync(ct), installation.Ids, installation.Keys, installation.Log, installation.Settings.ToCommerce());
        var serve = new ServePart(installation, null, null, trade);
        var address = new Uri(await serve.StartAsync(ct));
        trade.ListensAt(address);
        using var http = new HttpClient();
        var document = JsonNode.Parse(await http.GetStringAsync(new Uri(address, "/openapi/v1.json"), ct))!.AsObject();
        var house = new ApiHouse(installation, trade, serve, new ApiClient(address, ApiDescription.Read(document)), new Random(options.Seed), ct);
        await house.World.OpenAsync();
        return house;
    }

    /// <summary>Nothing falls due any more.</summary>
    public async Task StopClockAsync()
    {
        await stop.CancelAsync();
        await clock;
    }

    public async ValueTask DisposeAsync()
    {
        await StopClockAsync();
        Client.Dispose();
        await serve.DisposeAsync();
        await trade.DisposeAsync();
        await Installation.DisposeAsync();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                foreach (var work in trade.DueWork) await work.RunDueAsync(stop.Token);
                await Task.Delay(Tick, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
