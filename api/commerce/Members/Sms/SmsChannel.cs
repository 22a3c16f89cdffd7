namespace RailLife.Commerce.Members.Sms;

/// <summary>A message in clear, for the channel only.</summary>
/// <param name="Id">The same at every try: a channel that knows it does not deliver twice.</param>
public sealed record SmsMessage(string Id, string Phone, string Template, string Text);

/// <summary>Carries short messages to phones: the sandbox's table, or an operator's gateway.</summary>
public interface ISmsChannel
{
    /// <summary>As events name it: <c>sandbox</c>, <c>gateway</c>.</summary>
    string Name { get; }

    /// <summary>Null when it is on its way; else the channel's word for why not, without number or text.</summary>
    /// <exception cref="HttpRequestException">It could not be reached; it is tried again.</exception>
    Task<string?> SendAsync(SmsMessage message, CancellationToken ct);
}
