using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using RailLife.Store;

namespace RailLife.Commerce.Gateway;

/// <summary>The Authorization header of a partner's system: <c>RAILLIFE-HMAC-SHA256 key=…, timestamp=…, nonce=…, signature=…</c>.</summary>
/// <remarks>
/// Catalogue PGW-02. The signature is HMAC-SHA256 in lower-case hexadecimal over five lines, each ended by a line feed: method, path with query
/// as sent, Unix seconds, nonce, SHA-256 of the body in lower-case hexadecimal.
/// </remarks>
internal sealed partial record PartnerSignature(string KeyId, string Timestamp, string Nonce, string Signature)
{
    public const string Scheme = "RAILLIFE-HMAC-SHA256";

    /// <summary>A signature is good for this long, in either direction of the clock; nonces are remembered for twice as long.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Null when the header is not of this form.</summary>
    public static PartnerSignature? Parse(string header) => Form().Match(header) is { Success: true } match
        ? new PartnerSignature(match.Groups["key"].Value, match.Groups["timestamp"].Value, match.Groups["nonce"].Value, match.Groups["signature"].Value)
        : null;

    public static string Sign(byte[] secret, string method, string pathAndQuery, string timestamp, string nonce, ReadOnlySpan<byte> body)
    {
        var text = $"{method}\n{pathAndQuery}\n{timestamp}\n{nonce}\n{Convert.ToHexStringLower(SHA256.HashData(body))}\n";
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Null when it is this key's, over this request, and fresh.</summary>
    public Refusal? Refuse(byte[] secret, string method, string pathAndQuery, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var expected = Sign(secret, method, pathAndQuery, Timestamp, Nonce, body);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(Signature)))
            return new Refusal(401, "bad-signature", "the signature does not fit this key and this request; sign method, path with query, timestamp, nonce and the body's SHA-256");
        var age = now.ToUnixTimeSeconds() - long.Parse(Timestamp, CultureInfo.InvariantCulture);
        return Math.Abs(age) <= (long)Window.TotalSeconds ? null : new Refusal(401, "stale-signature", $"the timestamp lies {age} s from this clock, expected {Window.TotalSeconds} at most");
    }

    [GeneratedRegex(@"^RAILLIFE-HMAC-SHA256 key=(?<key>[A-Za-z0-9-]{1,64}), ?timestamp=(?<timestamp>[0-9]{1,12}), ?nonce=(?<nonce>[A-Za-z0-9_-]{16,64}), ?signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Form();
}
