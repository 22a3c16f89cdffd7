using System.Net;

namespace RailLife.Simulator.Services;

/// <summary>The network between the sandbox's bank and the services' own entry, without a network: a callback goes in through the door like any call.</summary>
internal sealed class LoopHandler : HttpMessageHandler
{
    private const string Entry = "/v1/payments/notify/";

    /// <summary>Where callbacks go in.</summary>
    public ServiceDoor? Door { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri?.AbsolutePath ?? "";
        if (Door is null || !path.StartsWith(Entry, StringComparison.Ordinal)) throw new HttpRequestException($"a simulated city has no network; found a call of {request.RequestUri}");
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        var status = await Door.ForwardAsync("POST", Entry + "{channel}", path[Entry.Length..], body, request.Headers);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent([]) };
    }
}
