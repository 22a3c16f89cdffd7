using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Profile;

public sealed record ClaimStaffBody([Text(40)] string StaffNumber);

/// <summary>A member becomes metro staff [地铁内部员工]: his number is on the whitelist, for his phone or for any, and nobody else has claimed it.</summary>
/// <remarks>Catalogue MBR-01.</remarks>
internal sealed class ClaimStaff(MembersParts parts)
{
    public async Task<Outcome<MemberView>> RunAsync(Call call, ClaimStaffBody body, CoreTransaction tx)
    {
        if (await MemberRow.LockAsync(tx, call.Actor.Id) is not { } member) return Refusal.NotFound("member", call.Actor.Id);
        if (await ClaimAsync(tx, call.Actor, member, body.StaffNumber) is { } refusal) return refusal;
        return MemberView.Of(await MemberRow.FindAsync(tx, member.Id) ?? member);
    }

    /// <summary>Null when he is staff now. The member's row is held by the caller.</summary>
    public async Task<Refusal?> ClaimAsync(CoreTransaction tx, Actor actor, MemberRow member, string staffNumber)
    {
        var number = staffNumber.Trim();
        if (member.StaffNumber == number) return null;
        if (member.PhoneSealed is null) return Refusal.Conflict("sign-in-first", "a visitor is no staff; sign in with the number of a phone");
        if (member.StaffNumber is not null) return Refusal.Conflict("staff-already", "this member has another staff number; staff can take it off the whitelist");
        var phoneHash = parts.Hash.Of(PersonalKind.Mobile, parts.Seal.Open(member.PhoneSealed));
        var isClaimed = await tx.ExecuteOneAsync(
            """
            update member_staff_number set member_id = @Id, version = version + 1
            where number = @number and is_active = 1 and member_id is null and (phone_hash is null or phone_hash = @phoneHash)
            """, new { member.Id, number, phoneHash });
        // One answer for all: it tells nobody which numbers exist.
        if (!isClaimed) return new Refusal(403, "not-on-whitelist", "this staff number is not on the whitelist for this phone, or is claimed");
        await tx.ExecuteAsync("update member_member set staff_number = @number, kind = @Kind, version = version + 1 where id = @Id", new { number, Kind = Words.Of(MemberKind.Staff), member.Id });
        tx.Emit(parts.Header(tx, actor, member.Id), new MemberKindChanged(member.Id, Words.Parse<MemberKind>(member.Kind), MemberKind.Staff));
        return null;
    }
}
