using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Members.Sms;

/// <summary>What messages are for. The word is a column and stands in events.</summary>
public static class SmsTemplates
{
    public const string SignInCode = "sign-in-code";
}

/// <summary>Messages are rows of the transaction that wants them; <see cref="SmsSender"/> hands them to the channel once it is durable.</summary>
internal sealed class SmsQueue(MembersParts parts)
{
    public const string Sent = "sent";
    public const string Failed = "failed";

    public Task PutAsync(CoreTransaction tx, PhoneNumber phone, string template, string text, string? memberId = null) =>
        tx.ExecuteAsync(
            """
            insert into member_sms (id, member_id, phone_hash, phone_sealed, template, text_sealed, state, tries, due_at, created_at)
            values (@Id, @memberId, @PhoneHash, @PhoneSealed, @template, @TextSealed, 'waiting', 0, @NowMicros, @NowMicros)
            """,
            new
            {
                Id = parts.Ids.Next(), memberId, PhoneHash = parts.Hash.Of(PersonalKind.Mobile, phone.Digits), PhoneSealed = parts.Seal.Seal(phone.Digits),
                template, TextSealed = parts.Seal.Seal(text), tx.NowMicros,
            });
}
