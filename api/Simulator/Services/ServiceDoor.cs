using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RailLife.Contracts;

namespace RailLife.Simulator.Services;

/// <summary>Calls the services' endpoints in this process: the same edge, rules and transactions as over HTTP, one call after the other.</summary>
internal sealed class ServiceDoor(RouteTable routes, CancellationToken ct)
{
    private readonly Dictionary<string, int> refused = [];

    /// <summary>Expected "no"s by their code: sold out in between, delisted, too late.</summary>
    public IReadOnlyDictionary<string, int> Refused => refused;

    public long Calls { get; private set; }

    /// <summary>An answer that must be a yes.</summary>
    /// <exception cref="SimulationException">It was a no.</exception>
    public async Task<JsonElement> DoneAsync(Caller caller, string method, string pattern, object? body = null, string? id = null, string? second = null, string? query = null, long? version = null)
    {
        var answer = await SendAsync(caller, method, pattern, body, id, second, query, version);
        return answer.IsDone ? answer.Body : throw new SimulationException($"{method} {pattern} was answered with {answer.Status}: {answer.Body}");
    }

    /// <summary>An answer that may be a no, which is then counted.</summary>
    /// <param name="id">The path's first value.</param>
    /// <param name="second">The path's second value.</param>
    public async Task<Answer> SendAsync(Caller caller, string method, string pattern, object? body = null, string? id = null, string? second = null, string? query = null, long? version = null)
    {
        Calls++;
        var http = new DefaultHttpContext { RequestAborted = ct };
        var request = http.Request;
        request.Method = method;
        request.Path = pattern;
        if (id is not null) Fill(request, pattern, id, second);
        if (query is not null) request.QueryString = new QueryString("?" + query);
        if (caller.Token is { } token) request.Headers.Authorization = "Bearer " + token;
        if (caller.Channel is { } channel) request.Headers["X-Channel"] = channel;
        if (version is { } read) request.Headers.IfMatch = string.Create(CultureInfo.InvariantCulture, $"\"{read}\"");
        if (body is not null)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(body, EventJson.Options);
            (request.Body, request.ContentLength, request.ContentType) = (new MemoryStream(bytes), bytes.Length, "application/json");
        }
        return await RunAsync(http, method, pattern);
    }

    /// <summary>A request that somebody made as if over the network.</summary>
    public async Task<int> ForwardAsync(string method, string pattern, string id, byte[] body, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        var http = new DefaultHttpContext { RequestAborted = ct };
        http.Request.Method = method;
        http.Request.Path = pattern;
        Fill(http.Request, pattern, id, null);
        foreach (var (name, values) in headers) http.Request.Headers[name] = values.ToArray();
        (http.Request.Body, http.Request.ContentLength) = (new MemoryStream(body), body.Length);
        return (await RunAsync(http, method, pattern)).Status;
    }

    private async Task<Answer> RunAsync(DefaultHttpContext http, string method, string pattern)
    {
        var reply = new MemoryStream();
        http.Response.Body = reply;
        await routes.Find(method, pattern)(http);
        var isJson = http.Response.ContentType?.Contains("json", StringComparison.Ordinal) == true;
        var body = isJson ? JsonElement.Parse(reply.GetBuffer().AsSpan(0, (int)reply.Length)) : default;
        var answer = new Answer(http.Response.StatusCode, body);
        if (!answer.IsDone)
        {
            var code = isJson ? body.GetProperty("code").GetString()! : "unknown";
            refused[code] = refused.GetValueOrDefault(code) + 1;
        }
        return answer;
    }

    private static void Fill(HttpRequest request, string pattern, string id, string? second)
    {
        var names = pattern.Split('/').Where(p => p.StartsWith('{')).Select(p => p.Trim('{', '}')).ToList();
        request.RouteValues[names[0]] = id;
        if (second is not null) request.RouteValues[names[1]] = second;
    }
}

/// <param name="Token">Null = nobody who has signed in.</param>
/// <param name="Channel">The client's channel.</param>
internal sealed record Caller(string? Token, string? Channel = null);

/// <param name="Body">JSON of the answer or of the refusal; undefined when it has none.</param>
internal readonly record struct Answer(int Status, JsonElement Body)
{
    public bool IsDone => Status < 400;

    public string Text(string name) => Body.GetProperty(name).GetString()!;
}

/// <summary>The city cannot be lived: something answered in a way that it never should.</summary>
public sealed class SimulationException(string message) : Exception(message);
