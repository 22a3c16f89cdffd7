using System.Net.Http.Json;

namespace RailLife.Commerce.Members.Sms;

/// <summary>An operator's gateway over HTTP: <c>POST {id, phone, template, text}</c> with a bearer key; 2xx = taken, 4xx = refused for good.</summary>
public sealed class SmsGateway(HttpClient http, Uri address, string key) : ISmsChannel
{
    public string Name => "gateway";

    public async Task<string?> SendAsync(SmsMessage message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(new { id = message.Id, phone = message.Phone, template = message.Template, text = message.Text }),
        };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await http.SendAsync(request, ct);
        if ((int)answer.StatusCode is >= 400 and < 500 and not 429) return $"http-{(int)answer.StatusCode}";
        answer.EnsureSuccessStatusCode();
        return null;
    }
}
