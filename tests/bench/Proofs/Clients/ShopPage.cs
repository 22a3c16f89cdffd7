using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RailLife.Bench.Proofs.Clients;

/// <summary>A page of another origin that sends by the browser's library, and says when all is sent.</summary>
internal sealed class ShopPage : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource<string> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ShopPage()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        File("/", "sensors-page.html", "text/html");
        File("/load.mjs", "load.mjs", "text/javascript");
        File("/sensorsdata.min.js", "node_modules/sa-sdk-javascript/sensorsdata.min.js", "text/javascript");
        _app.MapPost("/done", async (HttpRequest request) => _done.TrySetResult(await new StreamReader(request.Body).ReadToEndAsync()));
    }

    /// <summary>What the page said at its end: <c>sent</c>, or why it failed.</summary>
    public Task<string> Done => _done.Task;

    public string Address => _app.Urls.First();

    public Task StartAsync(CancellationToken ct) => _app.StartAsync(ct);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void File(string path, string file, string type) => _app.MapGet(path, () => Results.File(Path.Combine(ClientLibraries.Folder, file), type));
}
