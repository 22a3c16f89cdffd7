using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RailLife.Commerce.Payments;

/// <summary>WECHATPAY2-SHA256-RSA2048: what we sign, what WeChat signs, and what it seals.</summary>
internal sealed class WechatSignatures(WechatOptions options, TimeProvider clock)
{
    private const int TagBytes = 16;

    private readonly RSA own = RsaKeys.Private(options.PrivateKeyPem);
    private readonly Dictionary<string, RSA> platform = options.PlatformKeys.ToDictionary(k => k.Key, k => RsaKeys.Public(k.Value), StringComparer.OrdinalIgnoreCase);
    private readonly byte[] sealKey = Encoding.UTF8.GetBytes(options.ApiV3Key) is { Length: 32 } key ? key
        : throw new ArgumentException("the API v3 key: expected 32 bytes, as set in the merchant platform", nameof(options));

    /// <summary>The value of the Authorization header.</summary>
    /// <param name="pathAndQuery">As it goes over the wire.</param>
    public string Authorization(string method, string pathAndQuery, string body)
    {
        var timestamp = Seconds();
        var nonce = Nonce();
        var signature = RsaKeys.Sign(own, Lines(method, pathAndQuery, timestamp, nonce, body));
        return $"WECHATPAY2-SHA256-RSA2048 mchid=\"{options.MerchantNo}\",nonce_str=\"{nonce}\",signature=\"{signature}\",timestamp=\"{timestamp}\",serial_no=\"{options.CertificateSerial}\"";
    }

    /// <summary>What WeChat's own JavaScript bridge wants to start a payment.</summary>
    public JsapiParams Jsapi(string prepayId)
    {
        var timestamp = Seconds();
        var nonce = Nonce();
        var package = $"prepay_id={prepayId}";
        return new JsapiParams(options.AppId, timestamp, nonce, package, "RSA", RsaKeys.Sign(own, Lines(options.AppId, timestamp, nonce, package)));
    }

    /// <summary>True when WeChat signed this body, not long ago.</summary>
    public bool IsTheirs(Func<string, string?> header, string body)
    {
        if (header("Wechatpay-Timestamp") is not { } timestamp || header("Wechatpay-Nonce") is not { } nonce
            || header("Wechatpay-Signature") is not { } signature || header("Wechatpay-Serial") is not { } serial) return false;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        var age = clock.GetUtcNow().ToUnixTimeSeconds() - (decimal)seconds;
        return Math.Abs(age) <= (decimal)options.SignatureAgeMax.TotalSeconds
            && platform.TryGetValue(serial, out var key)
            && RsaKeys.Verifies(key, Lines(timestamp, nonce, body), signature);
    }

    /// <summary>Opens AEAD_AES_256_GCM; null when it was not sealed with our key or was changed.</summary>
    public byte[]? Open(string ciphertext, string nonce, string associatedData)
    {
        var bytes = new byte[ciphertext.Length];
        if (!Convert.TryFromBase64String(ciphertext, bytes, out var length) || length < TagBytes || Encoding.UTF8.GetByteCount(nonce) != 12) return null;
        var text = new byte[length - TagBytes];
        try
        {
            using var aes = new AesGcm(sealKey, TagBytes);
            aes.Decrypt(Encoding.UTF8.GetBytes(nonce), bytes.AsSpan(0, text.Length), bytes.AsSpan(text.Length, TagBytes), text, Encoding.UTF8.GetBytes(associatedData));
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private string Seconds() => clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Nonce() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private static string Lines(params ReadOnlySpan<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(line).Append('\n');
        return text.ToString();
    }
}

/// <summary>As <c>WeixinJSBridge</c> spells them.</summary>
internal sealed record JsapiParams(string AppId, string TimeStamp, string NonceStr, string Package, string SignType, string PaySign);
