using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Edge;

/// <summary>Bytes of a request -> its record, or a refusal that names the field.</summary>
internal static class RequestBody
{
    public const int BytesMax = 1024 * 1024;

    /// <exception cref="RefusedException">413 when it is too large.</exception>
    public static async Task<byte[]> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.ContentLength > BytesMax) throw TooLarge();
        using var body = new MemoryStream((int)(request.ContentLength ?? 1_024));
        var part = new byte[8 << 10];
        for (int read; (read = await request.Body.ReadAsync(part, http.RequestAborted)) > 0;)
        {
            if (body.Length + read > BytesMax) throw TooLarge();
            body.Write(part, 0, read);
        }
        return body.ToArray();
    }

    /// <exception cref="BadCallException">It is no JSON, or does not fit the record.</exception>
    public static T Parse<T>(DocumentContract contract, byte[] bytes) where T : class
    {
        if (bytes.Length == 0 && typeof(T) == typeof(Nothing)) return (T)(object)new Nothing();
        if (contract.Check(bytes) is { } wrong)
            throw new BadCallException(wrong.Reason is Reasons.BadJson or Reasons.InvalidUtf8 or Reasons.TooDeep or Reasons.DuplicateKey ? "bad-json" : "invalid-field",
                $"{(wrong.Path.Length == 0 ? "the body" : wrong.Path)}: found {wrong.Found}, expected {wrong.Expected}");
        if (HoldsNul(bytes)) throw new BadCallException("invalid-field", "a text: found a NUL character, expected text without it");
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, CommerceJson.Options) ?? throw new BadCallException("bad-json", "the body: found null, expected an object");
        }
        catch (JsonException e)
        {
            throw new BadCallException("invalid-field", $"{e.Path}: found a field that is not known here, or a value of another form; /openapi/v1.json says what is expected");
        }
    }

    // No text column of PostgreSQL takes a NUL. In JSON it can only be written as an escape, so that almost every body is searched once and not parsed.
    private static bool HoldsNul(byte[] bytes)
    {
        if (bytes.AsSpan().IndexOf("\\u0000"u8) < 0) return false;
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.GetString()!.Contains('\0')) return true;
        return false;
    }

    private static RefusedException TooLarge() => new(new Refusal(413, "body-too-large", $"the body is over {BytesMax} bytes"));
}
