using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.SignIn;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Profile;

/// <param name="Account">Masked.</param>
public sealed record LoginAccountView(string Id, string Provider, string Account, DateTimeOffset LinkedAt);

public sealed record LoginAccountList(IReadOnlyList<LoginAccountView> Items);

public sealed record LinkPhoneBody([Text(24)] string Phone, [Text(10)] string Code);

/// <param name="Provider">Lower-case word: <c>wechat</c>, <c>alipay</c>. <c>phone</c> is linked by its owner only.</param>
/// <param name="Account">The account's name there, such as an openid.</param>
public sealed record LinkExternalBody([Text(40)] string Provider, [Text(200)] string Account);

/// <summary>Several login accounts lead to one member [多账号对应一个会员]; an account leads to one member only.</summary>
/// <remarks>Catalogue MBR-03.</remarks>
internal sealed class LoginAccounts(MembersParts parts)
{
    public const string Phone = "phone";

    private readonly CodeCheck codes = new(parts);

    public static Task<string?> OwnerAsync(CoreTransaction tx, string provider, string subjectHash) =>
        tx.FindAsync<string>("select member_id from member_account where provider = @provider and subject_hash = @subjectHash", new { provider, subjectHash });

    /// <summary>False when the account is somebody's already.</summary>
    public static async Task<bool> PutAsync(CoreTransaction tx, MembersParts parts, Actor actor, string memberId, string provider, string subjectHash, string subject, string masked)
    {
        var row = new { Id = parts.Ids.Next(), provider, subjectHash, memberId, SubjectSealed = parts.Seal.Seal(subject), masked, tx.NowMicros, Actor = actor.ToString() };
        var isNew = await tx.ExecuteOneAsync(
            """
            insert into member_account (id, provider, subject_hash, member_id, subject_sealed, subject_masked, linked_at, actor)
            values (@Id, @provider, @subjectHash, @memberId, @SubjectSealed, @masked, @NowMicros, @Actor) on conflict do nothing
            """, row);
        if (isNew) tx.Emit(parts.Header(tx, actor, memberId), new MemberAccountLinked(memberId, provider, subjectHash));
        return isNew;
    }

    public async Task<Outcome<LoginAccountList>> ListAsync(Call call, CoreTransaction tx) => await OfAsync(tx, call.Actor.Id);

    public async Task<Outcome<LoginAccountList>> LinkPhoneAsync(Call call, LinkPhoneBody body, CoreTransaction tx)
    {
        if (!PhoneNumber.TryParse(body.Phone, out var phone, out var refusal)) return refusal;
        if (await MemberRow.LockAsync(tx, call.Actor.Id) is not { } member) return Refusal.NotFound("member", call.Actor.Id);
        if (member.Kind == Words.Of(MemberKind.Visitor)) return Refusal.Conflict("sign-in-first", "a visitor links no further number; sign in with it");
        var hash = parts.Hash.Of(PersonalKind.Mobile, phone.Digits);
        if (await codes.SpendAsync(tx, call.Actor, hash, body.Code, member.Id) is { } wrong) return wrong;
        return await LinkAsync(tx, call.Actor, member.Id, Phone, hash, phone.Digits, phone.Masked);
    }

    public async Task<Outcome<LoginAccountList>> LinkExternalAsync(Call call, LinkExternalBody body, CoreTransaction tx)
    {
        var isWord = body.Provider.Length > 0 && body.Provider.All(c => char.IsAsciiLetterLower(c) || c == '-');
        if (!isWord || body.Provider == Phone) return Refusal.Invalid("bad-provider", $"provider: found '{body.Provider}', expected a lower-case word other than 'phone'");
        if (string.IsNullOrWhiteSpace(body.Account)) return Refusal.Invalid("bad-account", "account: found nothing, expected the account's name at its provider");
        if (await MemberSight.FindAsync(tx, call.Actor, call.Path("id")) is null || await MemberRow.LockAsync(tx, call.Path("id")) is not { } member) return Refusal.NotFound("member", call.Path("id"));
        var account = body.Account.Trim();
        var hash = parts.Hash.Of(PersonalKind.ExternalAccount, $"{body.Provider}:{account}");
        return await LinkAsync(tx, call.Actor, member.Id, body.Provider, hash, account, Masked.Account(account));
    }

    /// <summary>The last number stays: without one nobody could sign in.</summary>
    public async Task<Outcome<LoginAccountList>> UnlinkAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var id = call.Actor.Id;
        if (await MemberRow.LockAsync(tx, id) is null) return Refusal.NotFound("member", id);
        var accounts = await tx.ListAsync<Row>("select id, provider, subject_sealed, subject_masked, linked_at from member_account where member_id = @id order by id", new { id });
        if (accounts.FirstOrDefault(a => a.Id == call.Path("id")) is not { } leaving) return Refusal.NotFound("login-account", call.Path("id"));
        if (leaving.Provider == Phone)
        {
            if (accounts.FirstOrDefault(a => a.Provider == Phone && a.Id != leaving.Id) is not { } other) return Refusal.Conflict("last-phone", "this is the last number; link another one first");
            await tx.ExecuteAsync("update member_member set phone_sealed = @SubjectSealed, phone_masked = @SubjectMasked, version = version + 1 where id = @id", new { other.SubjectSealed, other.SubjectMasked, id });
        }
        await tx.ExecuteAsync("delete from member_account where id = @AccountId and member_id = @id", new { AccountId = leaving.Id, id });
        return await OfAsync(tx, id);
    }

    private async Task<Outcome<LoginAccountList>> LinkAsync(CoreTransaction tx, Actor actor, string memberId, string provider, string hash, string subject, string masked)
    {
        if (!await PutAsync(tx, parts, actor, memberId, provider, hash, subject, masked) && await OwnerAsync(tx, provider, hash) != memberId)
            return Refusal.Conflict("account-taken", "this account leads to another member; if both are one person, staff can merge the persons");
        return await OfAsync(tx, memberId);
    }

    private static async Task<LoginAccountList> OfAsync(CoreTransaction tx, string memberId)
    {
        var rows = await tx.ListAsync<Row>("select id, provider, subject_sealed, subject_masked, linked_at from member_account where member_id = @memberId order by id", new { memberId });
        return new LoginAccountList([.. rows.Select(r => new LoginAccountView(r.Id, r.Provider, r.SubjectMasked, r.LinkedAt.ToInstant()))]);
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Provider { get; init; } = "";
        public string SubjectSealed { get; init; } = "";
        public string SubjectMasked { get; init; } = "";
        public long LinkedAt { get; init; }
    }
}
