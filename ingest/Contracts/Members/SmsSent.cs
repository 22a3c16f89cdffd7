namespace RailLife.Contracts.Members;

/// <summary>A short message went out [短信]. Key: the message's id.</summary>
/// <remarks>Catalogue ORD-26. The number stands in it as a keyed hash only, the text not at all.</remarks>
/// <param name="Channel">Who carried it: <c>sandbox</c>, <c>http</c>.</param>
[Event("sms.sent", Topics.Member)]
public sealed record SmsSent(string SmsId, string Template, string Channel, [Personal(PersonalKind.Mobile)] string Mobile) : IEventRecord;

/// <summary>A short message could not be delivered, and is not tried again.</summary>
/// <remarks>Catalogue ORD-26. Key: the message's id.</remarks>
/// <param name="Reason">The channel's word for it; never the number or the text.</param>
[Event("sms.failed", Topics.Member)]
public sealed record SmsFailed(string SmsId, string Template, string Channel, [Personal(PersonalKind.Mobile)] string Mobile, string Reason) : IEventRecord;
