using System.Globalization;
using System.Security.Cryptography;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.Sms;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Members.SignIn;

/// <param name="Phone">A mobile number; spaces, hyphens and +86 are taken off.</param>
public sealed record SendCodeBody([Text(24)] string Phone);

/// <param name="Phone">Masked.</param>
public sealed record CodeSent(string Phone, int ExpiresInSeconds);

/// <summary>Sends a six-digit code to a number, whether or not it is a member's: the answer tells nobody who is one.</summary>
/// <remarks>Catalogue MBR-01. A new code takes the place of the one before; how many go out is bounded per minute, hour and day.</remarks>
internal sealed class SendCode(MembersParts parts)
{
    private readonly SmsQueue sms = new(parts);

    public async Task<Outcome<CodeSent>> RunAsync(Call call, SendCodeBody body, CoreTransaction tx)
    {
        if (!PhoneNumber.TryParse(body.Phone, out var phone, out var refusal)) return refusal;
        var phoneHash = parts.Hash.Of(PersonalKind.Mobile, phone.Digits);
        foreach (var span in Spans(tx.Now))
            if (!await TakeAsync(tx, phoneHash, span)) return new Refusal(429, "too-many-codes", $"this number has had its {span.Max} codes of the {span.Name}; wait until it is over");

        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        await tx.ExecuteAsync(
            """
            insert into member_code (phone_hash, code_hash, tries, expires_at) values (@phoneHash, @CodeHash, 0, @ExpiresAt)
            on conflict (phone_hash) do update set code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at
            """,
            new { phoneHash, CodeHash = parts.Codes.Of(phoneHash, code), ExpiresAt = tx.Now.AddMinutes(parts.Options.CodeMinutes).ToMicros() });
        await sms.PutAsync(tx, phone, SmsTemplates.SignInCode, $"{code}，{parts.Options.CodeMinutes} 分钟内有效。Your RailLife code, valid for {parts.Options.CodeMinutes} minutes.");
        return new CodeSent(phone.Masked, parts.Options.CodeMinutes * 60);
    }

    private IEnumerable<Span> Spans(DateTimeOffset now)
    {
        var options = parts.Options;
        yield return new("day", now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), options.CodesPerDay, now.AddDays(1));
        yield return new("hour", now.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture), options.CodesPerHour, now.AddHours(1));
        yield return new("minute", now.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture), options.CodesPerMinute, now.AddMinutes(1));
    }

    private static async Task<bool> TakeAsync(CoreTransaction tx, string phoneHash, Span span)
    {
        var row = new { phoneHash, Span = $"{span.Name}:{span.Key}", EndsAt = span.EndsAt.ToMicros(), span.Max };
        await tx.ExecuteAsync("insert into member_code_quota (phone_hash, span, sent, ends_at) values (@phoneHash, @Span, 0, @EndsAt) on conflict do nothing", row);
        return await tx.ExecuteOneAsync("update member_code_quota set sent = sent + 1 where phone_hash = @phoneHash and span = @Span and sent < @Max", row);
    }

    private readonly record struct Span(string Name, string Key, int Max, DateTimeOffset EndsAt);
}
