using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RailLife.Contracts;

/// <summary>Signs what this installation hands out and wants to recognise again: <c>text.signature</c>, HMAC-SHA256 under the key ring.</summary>
/// <param name="purpose">What the texts are for; a text signed for one purpose is worth nothing for another.</param>
public sealed class TokenSigner(KeyRing ring, string purpose)
{
    /// <summary><c>base64url(text).key-id.base64url(signature)</c>.</summary>
    public string Sign(string text)
    {
        var key = ring.Current;
        var body = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
        return $"{body}.{key.Id}.{Base64Url.EncodeToString(Mac(key, body))}";
    }

    /// <summary>The text, or null when this installation did not sign it.</summary>
    public string? Read(string signed)
    {
        var parts = signed.Split('.');
        if (parts is not [var body, var id, var mac] || ring.Find(id) is not { } key || !Base64Url.IsValid(body) || !Base64Url.IsValid(mac)) return null;
        return CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(mac), Mac(key, body)) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(body)) : null;
    }

    private byte[] Mac(KeyRing.Key key, string body) => HMACSHA256.HashData(key.HashSecret, Encoding.UTF8.GetBytes($"token\0{purpose}\0{body}"));
}
