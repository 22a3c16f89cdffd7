using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Profile;

/// <summary>What a member sees of himself: in clear.</summary>
/// <remarks>Catalogue MBR-04, MBR-06.</remarks>
public sealed record OwnProfile(MemberView Member, string? Phone, string? Email, string? Name, string? IdentityNumber) : IVersioned
{
    long IVersioned.Version => Member.Version;
}

/// <summary>Members: himself in clear, for staff masked and within sight.</summary>
/// <remarks>Catalogue MBR-04, MBR-06.</remarks>
internal sealed class ReadProfile(MembersParts parts)
{
    public async Task<Outcome<OwnProfile>> OwnAsync(Call call, CoreTransaction tx)
    {
        if (await MemberRow.FindAsync(tx, call.Actor.Id) is not { } row) return Refusal.NotFound("member", call.Actor.Id);
        return new OwnProfile(MemberView.Of(row), Open(row.PhoneSealed), Open(row.EmailSealed), Open(row.NameSealed), Open(row.IdentitySealed));
    }

    public async Task<Outcome<MemberView>> OneAsync(Call call, CoreTransaction tx) =>
        await MemberSight.FindAsync(tx, call.Actor, call.Path("id")) is { } row ? MemberView.Of(row) : Refusal.NotFound("member", call.Path("id"));

    public async Task<Outcome<Page<MemberView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        string? phoneHash = null;
        if (call.Query("phone") is { } text)
        {
            if (!PhoneNumber.TryParse(text, out var phone, out var refusal)) return refusal;
            phoneHash = parts.Hash.Of(PersonalKind.Mobile, phone.Digits);
        }
        var (sight, args) = MemberSight.Condition(call.Actor);
        args.AddAll(new { After = page.After ?? "~", Kind = call.Query("kind") ?? "", Level = call.Query("level") ?? "", PhoneHash = phoneHash ?? "", Take = page.Limit + 1 });
        var rows = await tx.ListAsync<MemberRow>(
            $"""
            select {MemberRow.Columns} from member_member
            where id < @After and (@Kind = '' or kind = @Kind) and (@Level = '' or level = @Level)
              and (@PhoneHash = '' or id in (select member_id from member_account where provider = 'phone' and subject_hash = @PhoneHash))
              and {sight}
            order by id desc limit @Take
            """, args);
        return page.Of([.. rows.Select(MemberView.Of)], m => m.Id);
    }

    private string? Open(string? sealedText) => sealedText is null ? null : parts.Seal.Open(sealedText);
}
