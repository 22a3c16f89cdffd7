using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace RailLife.Bench.Commerce.Api;

/// <summary>Sends calls and counts what became of them per endpoint.</summary>
public sealed partial class ApiClient(Uri address, IReadOnlyDictionary<string, ApiOperation> operations) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
    private readonly List<string> violations = [];

    public IReadOnlyDictionary<string, ApiOperation> Operations => operations;

    public int Sent { get; private set; }

    /// <summary>Answers of 500 and above, and refusals without a code or a word of what was expected.</summary>
    public IReadOnlyList<string> Violations => violations;

    public async Task<ApiAnswer> SendAsync(ApiCall call, CancellationToken ct)
    {
        var operation = operations[call.Operation];
        while (true)
        {
            using var request = Request(operation, call);
            using var answer = await http.SendAsync(request, ct);
            if ((int)answer.StatusCode == 429 && answer.Headers.RetryAfter?.Delta is { } wait)
            {
                // Our own haste, not the endpoint's answer.
                await Task.Delay(wait, ct);
                continue;
            }
            var told = new ApiAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct), answer.Headers.ETag?.Tag);
            Count(operation, call, told);
            return told;
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(ApiOperation operation, ApiCall call)
    {
        var next = 0;
        var path = PathValue().Replace(operation.Path, _ => Uri.EscapeDataString(call.Path[next++]));
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + (call.Query.Length > 0 ? $"?{call.Query}" : ""));
        if (call.By.Token is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (call.IfMatch is { } tag) request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (call.Key is { } key) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        foreach (var (name, value) in call.Headers ?? new Dictionary<string, string>()) request.Headers.TryAddWithoutValidation(name, value);
        if (call.Body is { } body) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    private void Count(ApiOperation operation, ApiCall call, ApiAnswer answer)
    {
        Sent++;
        operation.Sent++;
        if (answer.IsDone) operation.Done++;
        var code = answer.IsDone ? "2xx" : $"{answer.Status} {answer.Code}";
        operation.Answers[code] = operation.Answers.GetValueOrDefault(code) + 1;
        if (answer.Status >= 500 || (!answer.IsDone && (string.IsNullOrEmpty(answer.Code) || ((string?)answer.Body["detail"])?.Length is not > 10)))
            violations.Add(string.Create(CultureInfo.InvariantCulture, $"call {Sent}: {operation.Name} [{string.Join(", ", call.Path.Select(Short))}]?{Short(call.Query)} if-match {call.IfMatch} body {Short(call.Body)}: {answer.Status} {Short(answer.Text)}"));
    }

    private static string Short(string? text) => text is null ? "-" : text.Length <= 300 ? text : $"{text[..300]}… ({text.Length} characters)";

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex PathValue();
}
