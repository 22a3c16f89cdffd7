using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using RailLife.Commerce.Edge;

namespace RailLife.Tests.Commerce;

/// <summary>The real Kestrel over a bed's database with the routes that a test maps.</summary>
public sealed class CommerceServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;

    private CommerceServer(WebApplication app, HttpClient client, CommerceBed bed, CommerceRoutes routes) => (this.app, this.client, Bed, Routes) = (app, client, bed, routes);

    public CommerceBed Bed { get; }

    public CommerceRoutes Routes { get; }

    public static async Task<CommerceServer> StartAsync(CommerceBed bed, Action<CommerceRoutes> map, ServiceLog? log = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var routes = new CommerceRoutes(app, bed.Database, bed.Tokens, log);
        map(routes);
        await app.StartAsync(CommerceBed.Ct);
        return new CommerceServer(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) }, bed, routes);
    }

    /// <summary>Sends a call. <paramref name="body"/>: JSON text, null = none.</summary>
    public async Task<ServerAnswer> SendAsync(string method, string path, string? token, string? body = null, long? ifMatch = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (ifMatch is { } version) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, CommerceBed.Ct);
        var text = await answer.Content.ReadAsStringAsync(CommerceBed.Ct);
        return new ServerAnswer((int)answer.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonDocument.Parse(text).RootElement : default, text, answer.Headers.ETag?.Tag);
    }

    public string StaffToken(params string[] merchants) => Bed.Tokens.Issue(new Actor(ActorKind.Staff, "staff-1", Merchants: merchants.Length == 0 ? null : merchants), TimeSpan.FromDays(30));

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }
}

/// <param name="Code">Of a refusal; null for an answer.</param>
public sealed record ServerAnswer(int Status, JsonElement Body, string Text, string? ETag)
{
    public string? Code => Status >= 400 && Body.ValueKind == JsonValueKind.Object ? Body.GetProperty("code").GetString() : null;

    public string String(string name) => Body.GetProperty(name).GetString() ?? "";

    public long Number(string name) => Body.GetProperty(name).GetInt64();
}
