using System.Text.Json;

namespace RailLife.Commerce.Payments;

/// <summary>Calls over the network, where every trouble means the same: nobody knows.</summary>
internal static class ChannelHttp
{
    /// <exception cref="ChannelException">No answer came.</exception>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await http.SendAsync(request, ct);
        }
        catch (HttpRequestException e)
        {
            throw new ChannelException($"{request.RequestUri?.Host} did not answer: {e.HttpRequestError}", e);
        }
        catch (TaskCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new ChannelException($"{request.RequestUri?.Host} did not answer in {http.Timeout.TotalSeconds} s", e);
        }
    }

    /// <exception cref="ChannelException">It is no such JSON.</exception>
    public static T Parse<T>(string text, JsonSerializerOptions options) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, options) ?? throw new ChannelException("the channel answered null");
        }
        catch (JsonException e)
        {
            throw new ChannelException("the channel's answer is not the JSON of its documents", e);
        }
    }

    public static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
