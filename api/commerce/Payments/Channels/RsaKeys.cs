using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace RailLife.Commerce.Payments;

/// <summary>SHA-256 with RSA, PKCS#1 v1.5, in base64: how both great channels sign.</summary>
internal static class RsaKeys
{
    /// <exception cref="ArgumentException">It is no PEM of a private key (PKCS#1 or PKCS#8).</exception>
    public static RSA Private(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    /// <summary>From a certificate or from a bare public key, both PEM.</summary>
    public static RSA Public(string pem)
    {
        if (pem.Contains("CERTIFICATE", StringComparison.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.GetRSAPublicKey() ?? throw new ArgumentException("the certificate holds no RSA key; expected the one that the channel gives", nameof(pem));
        }
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    public static string Sign(RSA key, string text) => Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>False also when the signature is no base64.</summary>
    public static bool Verifies(RSA key, string text, string signature)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length)
            && key.VerifyData(Encoding.UTF8.GetBytes(text), bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
