using System.Security.Cryptography;
using System.Text.Json;

namespace RailLife.Commerce.Payments;

/// <summary>RSA2: SHA-256 with RSA over the parameters in the order of their names.</summary>
internal sealed class AlipaySignatures(AlipayOptions options)
{
    private readonly RSA own = RsaKeys.Private(options.PrivateKeyPem);
    private readonly RSA theirs = RsaKeys.Public(options.AlipayPublicKeyPem);

    /// <summary>The signature of a request: over everything that has a value, <c>sign_type</c> included.</summary>
    public string Sign(IEnumerable<KeyValuePair<string, string>> parameters) => RsaKeys.Sign(own, Content(parameters));

    /// <summary>True when Alipay signed these decoded form values; here <c>sign_type</c> is not part of it.</summary>
    public bool IsNotification(IReadOnlyDictionary<string, string> parameters) =>
        parameters.GetValueOrDefault("sign_type") == "RSA2"
        && parameters.TryGetValue("sign", out var signature)
        && RsaKeys.Verifies(theirs, Content(parameters.Where(p => p.Key != "sign_type")), signature);

    /// <summary>The inner answer, when Alipay signed exactly these bytes of it.</summary>
    /// <param name="node"><c>alipay_trade_query_response</c>.</param>
    /// <exception cref="ChannelException">Not an answer of Alipay's.</exception>
    public string Answer(string body, string node)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.TryGetProperty(node, out var answer) && root.TryGetProperty("sign", out var sign) && RsaKeys.Verifies(theirs, answer.GetRawText(), sign.GetString() ?? "")) return answer.GetRawText();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ChannelException("Alipay's answer is not the JSON of its documents", e);
        }
        throw new ChannelException($"Alipay's answer does not carry its signature over {node}");
    }

    /// <summary><c>a=1&amp;b=2</c>: sorted by the bytes of the name, without empty values and without the signature.</summary>
    public static string Content(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Where(p => p.Key != "sign" && p.Value.Length > 0).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));
}
