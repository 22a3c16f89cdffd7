using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace RailLife.Bench.Commerce.Crash;

/// <param name="Body">Of an answer or a refusal.</param>
internal sealed record TradeAnswer(int Status, JsonObject Body, string Text)
{
    public bool IsDone => Status is >= 200 and < 300;

    public string String(string name) => (string)Body[name]!;

    public long Number(string name) => (long)Body[name]!;
}

/// <summary>A client as a good one is: every call has an idempotency key and is repeated with it until it is answered, whatever dies in between.</summary>
internal sealed class TradeCaller(Market market, string? token)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public Task<TradeAnswer> GetAsync(string path) => AnswerAsync(HttpMethod.Get, path, null, null);

    public Task<TradeAnswer> PutAsync(string path, object body) => AnswerAsync(HttpMethod.Put, path, body, null);

    /// <summary>One in eight answers is asked for again: it must be the same.</summary>
    public async Task<TradeAnswer> PostAsync(string path, object? body = null)
    {
        var key = $"{Guid.NewGuid():N}";
        var answer = await AnswerAsync(HttpMethod.Post, path, body, key);
        if (Random.Shared.Next(8) > 0) return answer;
        var again = await AnswerAsync(HttpMethod.Post, path, body, key);
        if ((again.Status, again.Text) != (answer.Status, answer.Text)) market.Promises.Fault($"POST {path} was answered with {answer.Status} {answer.Text}, and repeated with {again.Status} {again.Text}");
        return answer;
    }

    /// <summary>A call that cannot be refused.</summary>
    /// <param name="version">Of what is edited, where several people edit it.</param>
    public async Task<TradeAnswer> DoAsync(string path, object? body = null, long? version = null)
    {
        var answer = await AnswerAsync(HttpMethod.Post, path, body, $"{Guid.NewGuid():N}", version);
        return answer.IsDone ? answer : throw new InvalidOperationException($"POST {path}: {answer.Status} {answer.Text}");
    }

    private async Task<TradeAnswer> AnswerAsync(HttpMethod method, string path, object? body, string? key, long? version = null)
    {
        string last = "nothing";
        for (var end = DateTimeOffset.UtcNow + Patience; DateTimeOffset.UtcNow < end; await Task.Delay(Random.Shared.Next(20, 120)))
        {
            try
            {
                using var request = new HttpRequestMessage(method, $"{market.Url}{path}");
                if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                if (key is not null) request.Headers.Add("Idempotency-Key", key);
                if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
                if (body is not null) request.Content = JsonContent.Create(body);
                using var answer = await Http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                last = $"{(int)answer.StatusCode} {text}";
                // A fault of the server or too many calls: nothing was promised, so the same call comes again.
                if ((int)answer.StatusCode is >= 500 or 429) continue;
                return new TradeAnswer((int)answer.StatusCode, JsonNode.Parse(text)?.AsObject() ?? [], text);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                last = e.Message;
            }
        }
        throw new TimeoutException($"{method} {path} was not answered within {Patience.TotalSeconds} s; the last was {last}");
    }
}
