using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RailLife.Contracts;

/// <summary>Keyed hash of a short secret that is only ever compared, such as a six-digit code: without the key it cannot be tried out.</summary>
/// <param name="purpose">What the secrets are for; one of another purpose hashes differently.</param>
public sealed class SecretHash(KeyRing ring, string purpose)
{
    /// <summary><c>key-id:base64url(HMAC-SHA256)</c>.</summary>
    /// <param name="owner">Whose secret it is: the same code of two people hashes differently.</param>
    public string Of(string owner, string secret) => Of(ring.Current, owner, secret);

    public bool IsSame(string hash, string owner, string secret) =>
        ring.Find(hash.Split(':')[0]) is { } key && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Of(key, owner, secret)));

    private string Of(KeyRing.Key key, string owner, string secret) =>
        $"{key.Id}:{Base64Url.EncodeToString(HMACSHA256.HashData(key.HashSecret, Encoding.UTF8.GetBytes($"secret\0{purpose}\0{owner}\0{secret}")))}";
}
