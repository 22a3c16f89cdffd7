using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RailLife.Contracts;

namespace RailLife.Commerce.Gateway;

/// <summary>An encrypted body: <c>{"nonce":"…","ciphertext":"…"}</c> in base64, AES-256-GCM with the tag at the end.</summary>
/// <remarks>
/// Catalogue PGW-03. The key is HKDF-SHA256 of the partner's secret with the info <c>raillife-body</c>; the associated data is
/// <c>request METHOD path</c> or <c>response METHOD path</c>, so an answer cannot be played back as a request, nor a body at another place.
/// </remarks>
internal sealed record SealedBody(string Nonce, string Ciphertext)
{
    /// <summary>A request with it is sealed, and so is its answer.</summary>
    public const string Header = "X-Body-Sealed";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] Seal(byte[] secret, string context, ReadOnlySpan<byte> text)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var sealedBytes = new byte[text.Length + TagBytes];
        using var aes = new AesGcm(Key(secret), TagBytes);
        aes.Encrypt(nonce, text, sealedBytes.AsSpan(0, text.Length), sealedBytes.AsSpan(text.Length), Encoding.UTF8.GetBytes(context));
        return JsonSerializer.SerializeToUtf8Bytes(new SealedBody(Convert.ToBase64String(nonce), Convert.ToBase64String(sealedBytes)), EventJson.Options);
    }

    /// <summary>Null when it was not sealed with this secret for this place.</summary>
    public static byte[]? Open(byte[] secret, string context, ReadOnlySpan<byte> body)
    {
        try
        {
            if (JsonSerializer.Deserialize<SealedBody>(body, EventJson.Options) is not { Nonce: { } nonce64, Ciphertext: { } text64 }) return null;
            var nonce = Convert.FromBase64String(nonce64);
            var bytes = Convert.FromBase64String(text64);
            if (nonce.Length != NonceBytes || bytes.Length < TagBytes) return null;
            var text = new byte[bytes.Length - TagBytes];
            using var aes = new AesGcm(Key(secret), TagBytes);
            aes.Decrypt(nonce, bytes.AsSpan(0, text.Length), bytes.AsSpan(text.Length), text, Encoding.UTF8.GetBytes(context));
            return text;
        }
        catch (Exception e) when (e is JsonException or FormatException or AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Key(byte[] secret) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes("raillife-body"));
}
