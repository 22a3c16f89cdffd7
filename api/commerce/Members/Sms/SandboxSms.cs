using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Members.Sms;

/// <summary>A message that the sandbox kept.</summary>
public sealed record SandboxSmsView(string Id, string Template, [Text(1000)] string Text, DateTimeOffset SentAt);

public sealed record SandboxSmsList(IReadOnlyList<SandboxSmsView> Items);

/// <summary>The channel of demonstrations and tests: messages go into a table, sealed, and are read there by who knows the number.</summary>
public sealed class SandboxSms(CoreDatabase database, PersonalHash hash, KeyRing keys) : ISmsChannel
{
    private readonly PersonalSeal seal = new(keys);

    public string Name => "sandbox";

    public async Task<string?> SendAsync(SmsMessage message, CancellationToken ct)
    {
        var row = new { message.Id, PhoneHash = hash.Of(PersonalKind.Mobile, message.Phone), message.Template, TextSealed = seal.Seal(message.Text) };
        await database.WriteAsync(tx => tx.ExecuteAsync(
            """
            insert into member_sandbox_sms (id, phone_hash, template, text_sealed, created_at) values (@Id, @PhoneHash, @Template, @TextSealed, @NowMicros)
            on conflict do nothing
            """,
            new { row.Id, row.PhoneHash, row.Template, row.TextSealed, tx.NowMicros }), ct);
        return null;
    }

    /// <summary>The last twenty messages to a number, newest first.</summary>
    internal static Question<SandboxSmsList> ListAsync(MembersParts parts) => async (call, tx) =>
    {
        if (!PhoneNumber.TryParse(call.Query("phone") ?? "", out var phone, out var refusal)) return refusal;
        var rows = await tx.ListAsync<Row>("select id, template, text_sealed, created_at from member_sandbox_sms where phone_hash = @Hash order by id desc limit 20",
            new { Hash = parts.Hash.Of(PersonalKind.Mobile, phone.Digits) });
        return new SandboxSmsList([.. rows.Select(r => new SandboxSmsView(r.Id, r.Template, parts.Seal.Open(r.TextSealed), r.CreatedAt.ToInstant()))]);
    };

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Template { get; init; } = "";
        public string TextSealed { get; init; } = "";
        public long CreatedAt { get; init; }
    }
}
