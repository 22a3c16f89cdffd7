using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace RailLife.Contracts;

/// <summary>Turns a personal value into a keyed hash that can be joined on and, without the key, neither turned back nor guessed.</summary>
public sealed class PersonalHash(KeyRing ring)
{
    /// <summary><c>k1:</c> and 43 characters of base64url: HMAC-SHA256 over the kind and the value in its usual spelling.</summary>
    /// <exception cref="ArgumentException">The value is empty; leave the field out instead.</exception>
    public string Of(PersonalKind kind, string value)
    {
        var usual = Usual(kind, value);
        if (usual.Length == 0) throw new ArgumentException($"an empty {kind} has no hash; leave the field out", nameof(value));
        var key = ring.Current;
        // The kind is hashed with it: a phone number and a name of the same digits are not the same person.
        var mac = HMACSHA256.HashData(key.HashSecret, Encoding.UTF8.GetBytes($"{kind}\0{usual}"));
        return $"{key.Id}:{Base64Url.EncodeToString(mac)}";
    }

    /// <summary>One spelling per value, so that equal people hash alike: digits without the country's 86, lower case, canonical address.</summary>
    public static string Usual(PersonalKind kind, string value)
    {
        var trimmed = value.Trim().Normalize(NormalizationForm.FormKC);
        switch (kind)
        {
            case PersonalKind.Mobile:
                var digits = new string([.. trimmed.Where(char.IsAsciiDigit)]);
                if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
                return digits.Length == 13 && digits.StartsWith("86", StringComparison.Ordinal) ? digits[2..] : digits;
            case PersonalKind.IdentityNumber:
                return trimmed.ToUpperInvariant();
            case PersonalKind.Email:
                return trimmed.ToLowerInvariant();
            case PersonalKind.Address when IPAddress.TryParse(trimmed, out var address):
                return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
            default:
                return trimmed;
        }
    }

    /// <summary>True for <c>k&lt;key id&gt;:&lt;43 characters of base64url&gt;</c>.</summary>
    public static bool IsHash(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 46 or > 61 || text[0] != (byte)'k' || text[^44] != (byte)':') return false;
        foreach (var b in text[1..^44])
        {
            if (!char.IsAsciiLetterLower((char)b) && !char.IsAsciiDigit((char)b)) return false;
        }
        foreach (var b in text[^43..])
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'-' or (byte)'_')) return false;
        }
        return true;
    }
}
