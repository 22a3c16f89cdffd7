using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace RailLife.Tests.EndToEnd;

/// <summary>Somebody who calls the trade services over HTTP.</summary>
internal sealed class TradeClient(HttpClient http, string? token, CancellationToken ct)
{
    public async Task<JsonObject> GetAsync(string path) => await ReadAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <param name="key">Idempotency-Key.</param>
    /// <param name="version">If-Match: the version that the edit stands on.</param>
    public async Task<JsonObject> PostAsync(string path, object? body = null, string? key = null, long? version = null) => await SendAsync(HttpMethod.Post, path, body, key, version);

    public async Task<JsonObject> PutAsync(string path, object body) => await SendAsync(HttpMethod.Put, path, body, null, null);

    /// <summary>Asks again until the answer is as wanted.</summary>
    public async Task<JsonObject> UntilAsync(string path, Func<JsonObject, bool> isThere, int seconds = 60)
    {
        for (var end = DateTimeOffset.UtcNow.AddSeconds(seconds); ; await Task.Delay(100, ct))
        {
            var answer = await GetAsync(path);
            if (isThere(answer)) return answer;
            if (DateTimeOffset.UtcNow > end) throw new TimeoutException($"{path} stays {answer.ToJsonString()}");
        }
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, object? body, string? key, long? version)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (version is { } read) request.Headers.TryAddWithoutValidation("If-Match", $"\"{read}\"");
        return await ReadAsync(request);
    }

    private async Task<JsonObject> ReadAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{request.Method} {request.RequestUri} was answered with {(int)answer.StatusCode}: {text}");
            return JsonNode.Parse(text)!.AsObject();
        }
    }
}
