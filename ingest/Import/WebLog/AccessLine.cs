using System.Globalization;
using System.Text;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.Contracts.Logs;
using RailLife.EventLog;

namespace RailLife.Import.WebLog;

/// <summary>One line of an nginx JSON log -> one event.</summary>
internal static class AccessLine
{
    private const int AgentMax = 1000;
    private const int PathMax = 2000;

    public static (LogEntry? Entry, RowFault? Fault) Read(ReadOnlyMemory<byte> line, string id, PersonalHash hash)
    {
        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind != JsonValueKind.Object) return (null, new RowFault(Reasons.WrongType, "", "a JSON object", "another value"));
            return Read(json.RootElement, id, hash);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return (null, new RowFault(Reasons.BadJson, "", "a JSON object of valid text", "something else"));
        }
    }

    private static (LogEntry?, RowFault?) Read(JsonElement line, string id, PersonalHash hash)
    {
        if (Text(line, "time") is not { } timeText) return Missing("time");
        if (!DateTimeOffset.TryParseExact(timeText, "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return Wrong("time", "a time such as 17/May/2015:08:05:32 +0000");
        if (Text(line, "remote_ip") is not { Length: > 0 } address || string.IsNullOrWhiteSpace(address)) return Missing("remote_ip");
        if (Text(line, "request") is not { } request) return Missing("request");
        if (request.Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, _]) return Wrong("request", "method, target and protocol");
        if (!Whole(line, "response", out var status)) return Wrong("response", "a status code");
        if (!Whole(line, "bytes", out var bytes)) return Wrong("bytes", "a number of bytes");
        var client = hash.Of(PersonalKind.Address, address);
        var record = new AccessLogged(method, Cut(target.Split('?')[0], PathMax), (int)Math.Clamp(status, int.MinValue, int.MaxValue), bytes, ReferrerHost(line), Agent(line), client);
        var header = new EventHeader(id, "import/weblog", client, time) { Actor = "import:weblog" };
        return (new LogEntry(Topics.Log, Encoding.UTF8.GetBytes(client), EventWriter.Write(header, record)), null);
    }

    private static (LogEntry?, RowFault?) Missing(string field) => (null, new RowFault(Reasons.MissingField, field, $"the field {field} as a text", "nothing"));

    private static (LogEntry?, RowFault?) Wrong(string field, string expected) => (null, new RowFault(Reasons.WrongType, field, expected, "something else"));

    private static string? Text(JsonElement line, string field) =>
        line.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Whole(JsonElement line, string field, out long number)
    {
        number = 0;
        if (!line.TryGetProperty(field, out var value)) return false;
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetInt64(out number);
        return value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    // The host only: what follows it can carry anything personal.
    private static string? ReferrerHost(JsonElement line) =>
        Uri.TryCreate(Text(line, "referrer"), UriKind.Absolute, out var referrer) && referrer.Host.Length is > 0 and <= 200 ? referrer.Host : null;

    private static string? Agent(JsonElement line) => Text(line, "agent") is { } agent && agent is not ("-" or "") ? Cut(agent, AgentMax) : null;

    private static string Cut(string text, int max) => text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}
