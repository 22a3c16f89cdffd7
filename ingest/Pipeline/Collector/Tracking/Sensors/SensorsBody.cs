using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RailLife.Ingest.Tracking.Sensors;

/// <summary>What a request of the Sensors Analytics API carries: <c>data</c> or <c>data_list</c>, base64, perhaps gzip, perhaps with a check sum.</summary>
internal static class SensorsBody
{
    /// <summary>The JSON inside; null when it cannot be had: no such field, no base64, no gzip, another check sum, too large.</summary>
    /// <param name="form">A query or a form body, as sent.</param>
    public static RequestBody? Decode(ReadOnlySpan<byte> form)
    {
        ReadOnlySpan<byte> data = default, list = default, gzip = default, ext = default;
        while (form.Length > 0)
        {
            var end = form.IndexOf((byte)'&');
            var pair = end < 0 ? form : form[..end];
            form = end < 0 ? default : form[(end + 1)..];
            var at = pair.IndexOf((byte)'=');
            if (at < 0) continue;
            var name = pair[..at];
            var value = pair[(at + 1)..];
            if (name.SequenceEqual("data"u8)) data = value;
            else if (name.SequenceEqual("data_list"u8)) list = value;
            else if (name.SequenceEqual("gzip"u8)) gzip = value;
            else if (name.SequenceEqual("ext"u8)) ext = value;
        }
        var text = Unescaped(list.Length > 0 ? list : data);
        if (text.Length == 0 || !HasItsCheckSum(text, ext)) return null;
        var packed = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, packed, out _, out var length) != System.Buffers.OperationStatus.Done) return null;
        return Json(packed.AsMemory(0, length), gzip.SequenceEqual("1"u8));
    }

    /// <summary>Where the events lie in the JSON: one object, or a list of them. Null when it is neither.</summary>
    public static IReadOnlyList<Range>? Events(ReadOnlySpan<byte> json)
    {
        if (EventCollector.Split(json) is { } list) return list;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            return reader.Read() ? null : [start..end];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RequestBody? Json(ReadOnlyMemory<byte> bytes, bool isGzip)
    {
        try
        {
            return isGzip ? RequestBody.Unpacked(bytes) : RequestBody.Of(bytes.Span);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // A form's plus is a blank, and base64 has no blanks: a client that did not escape it meant a plus.
    private static byte[] Unescaped(ReadOnlySpan<byte> value)
    {
        var text = new byte[value.Length];
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == (byte)'%' && i + 2 < value.Length && Utf8Parser.TryParse(value.Slice(i + 1, 2), out byte code, out var used, 'x') && used == 2)
            {
                text[length++] = code;
                i += 2;
            }
            else
            {
                text[length++] = value[i] == (byte)' ' ? (byte)'+' : value[i];
            }
        }
        return text[..length];
    }

    // The browser's library sums up the base64 text as Java does a string's hash.
    private static bool HasItsCheckSum(ReadOnlySpan<byte> text, ReadOnlySpan<byte> ext)
    {
        var told = Encoding.ASCII.GetString(Unescaped(ext));
        if (!told.StartsWith("crc=", StringComparison.Ordinal)) return true;
        var sum = 0;
        foreach (var b in text) sum = unchecked((sum * 31) + b);
        return int.TryParse(told.AsSpan(4), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var wanted) && wanted == sum;
    }
}
