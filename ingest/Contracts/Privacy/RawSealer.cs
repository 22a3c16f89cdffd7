using System.Security.Cryptography;
using System.Text;

namespace RailLife.Contracts;

/// <summary>Encrypts rejected bytes (AES-256-GCM): they can hide anything, so they rest sealed and are opened for who may see them.</summary>
public sealed class RawSealer(KeyRing ring)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Base64 of: length of the key id, key id, nonce, tag, ciphertext.</summary>
    public string Seal(ReadOnlySpan<byte> raw)
    {
        var key = ring.Current;
        var id = Encoding.ASCII.GetBytes(key.Id);
        var sealedBytes = new byte[1 + id.Length + NonceBytes + TagBytes + raw.Length];
        sealedBytes[0] = (byte)id.Length;
        id.CopyTo(sealedBytes, 1);
        var parts = Parts(sealedBytes, id.Length);
        RandomNumberGenerator.Fill(parts.Nonce);
        using var aes = new AesGcm(key.SealSecret, TagBytes);
        aes.Encrypt(parts.Nonce, raw, parts.Text, parts.Tag, id);
        return Convert.ToBase64String(sealedBytes);
    }

    /// <exception cref="InvalidDataException">Not sealed by a key of this ring, or changed since.</exception>
    public byte[] Open(string sealedText)
    {
        var bytes = new byte[sealedText.Length];
        if (!Convert.TryFromBase64String(sealedText, bytes, out var length) || length < 1 || length < 1 + bytes[0] + NonceBytes + TagBytes)
            throw new InvalidDataException("these bytes are not sealed: too short, or no base64");
        var id = Encoding.ASCII.GetString(bytes, 1, bytes[0]);
        if (ring.Find(id) is not { } key) throw new InvalidDataException($"sealed with key '{id}', which this key ring does not have; restore data/keys from the installation that sealed it");
        var parts = Parts(bytes.AsSpan(0, length), bytes[0]);
        var raw = new byte[parts.Text.Length];
        try
        {
            using var aes = new AesGcm(key.SealSecret, TagBytes);
            aes.Decrypt(parts.Nonce, parts.Text, parts.Tag, raw, bytes.AsSpan(1, bytes[0]));
            return raw;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new InvalidDataException($"sealed bytes were changed, or another installation's key '{id}' sealed them");
        }
    }

    private readonly ref struct SealedParts(Span<byte> nonce, Span<byte> tag, Span<byte> text)
    {
        public readonly Span<byte> Nonce = nonce;
        public readonly Span<byte> Tag = tag;
        public readonly Span<byte> Text = text;
    }

    private static SealedParts Parts(Span<byte> bytes, int idLength)
    {
        var rest = bytes[(1 + idLength)..];
        return new SealedParts(rest[..NonceBytes], rest.Slice(NonceBytes, TagBytes), rest[(NonceBytes + TagBytes)..]);
    }
}
