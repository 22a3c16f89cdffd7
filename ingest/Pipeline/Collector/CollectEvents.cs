using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RailLife.Ingest;

/// <summary><c>POST /v1/events</c>: one CloudEvent or a batch; 202 with a verdict per event, once they are durable.</summary>
internal static class CollectEvents
{
    private const string Single = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    private static readonly JsonSerializerOptions Answers = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static async Task<IResult> HandleAsync(HttpRequest request, EventCollector collector, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType.Value is not (Single or Batch or MediaTypeNames.Application.Json))
        {
            return Problem(415, "unsupported-media-type", $"the content type is '{request.ContentType}'; expected {Single} or {Batch}");
        }
        if (await ReadAsync(request, ct) is not { } body)
        {
            return Problem(413, "body-too-large", $"the body is over {EventCollector.BodyBytesMax} bytes; send fewer events at a time");
        }
        var isBatch = type.MediaType == Batch || (type.MediaType == MediaTypeNames.Application.Json && FirstByte(body) == '[');
        var events = isBatch ? EventCollector.Split(body) : IsJson(body) ? [Range.All] : null;
        if (events is null)
        {
            return Problem(400, "bad-json", isBatch ? "the body is no JSON array of events" : "the body is no JSON object");
        }
        if (events.Select(e => e.GetOffsetAndLength(body.Length).Length).Any(length => length > EventCollector.EventBytesMax))
        {
            return Problem(413, "event-too-large", $"an event is over {EventCollector.EventBytesMax} bytes; the most that is accepted is 1 MiB");
        }
        var verdicts = await collector.CollectAsync(body, events, ct);
        var accepted = verdicts.Count(v => v.Reason is null);
        return Results.Json(new CollectAnswer(accepted, verdicts.Count - accepted, verdicts), Answers, statusCode: 202);
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > EventCollector.BodyBytesMax)
        {
            return null;
        }
        using var body = new MemoryStream((int)(request.ContentLength ?? 4_096));
        var part = new byte[64 << 10];
        for (int read; (read = await request.Body.ReadAsync(part, ct)) > 0;)
        {
            if (body.Length + read > EventCollector.BodyBytesMax)
            {
                return null;
            }
            body.Write(part, 0, read);
        }
        return body.ToArray();
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            var any = false;
            while (reader.Read())
            {
                any = true;
            }
            return any;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static char FirstByte(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [var first, ..] ? (char)first : '\0';

    private static IResult Problem(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private sealed record CollectAnswer(int Accepted, int Rejected, IReadOnlyList<EventVerdict> Events);
}
