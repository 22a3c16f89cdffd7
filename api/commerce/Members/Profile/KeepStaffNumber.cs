using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Profile;

/// <param name="Phone">Only this phone may claim the number; absent = any.</param>
/// <param name="IsActive">False takes it off the whitelist; who has claimed it is a plain member again.</param>
public sealed record StaffNumberBody([Text(24)] string? Phone, bool IsActive);

/// <param name="MemberId">Who has claimed it.</param>
public sealed record StaffNumberView(string Number, bool IsActive, string? MemberId);

/// <summary>Keeps the whitelist of staff numbers [白名单].</summary>
/// <remarks>Catalogue MBR-01, ORG-04.</remarks>
internal sealed class KeepStaffNumber(MembersParts parts)
{
    public async Task<Outcome<StaffNumberView>> RunAsync(Call call, StaffNumberBody body, CoreTransaction tx)
    {
        string? phoneHash = null;
        if (!string.IsNullOrEmpty(body.Phone))
        {
            if (!PhoneNumber.TryParse(body.Phone, out var phone, out var refusal)) return refusal;
            phoneHash = parts.Hash.Of(PersonalKind.Mobile, phone.Digits);
        }
        var number = call.Path("number");
        if (number.Length > 40) return Refusal.Invalid("bad-staff-number", $"number: found {number.Length} characters, expected 1 to 40");
        // The member's row is held before the number's, as when he claims it.
        var owner = await tx.FindAsync<string>("select member_id from member_staff_number where number = @number", new { number });
        var member = owner is null ? null : await MemberRow.LockAsync(tx, owner);
        await tx.ExecuteAsync(
            """
            insert into member_staff_number (number, phone_hash, is_active, actor, created_at, version) values (@number, @phoneHash, @IsActive, @Actor, @NowMicros, 1)
            on conflict (number) do update set phone_hash = excluded.phone_hash, is_active = excluded.is_active, actor = excluded.actor, version = member_staff_number.version + 1
            """, new { number, phoneHash, IsActive = body.IsActive ? 1L : 0L, Actor = call.Actor.ToString(), tx.NowMicros });
        var claimedBy = await tx.FindAsync<string>("select member_id from member_staff_number where number = @number", new { number });
        if (claimedBy != owner) return Refusal.Conflict("staff-number-claimed", "somebody has claimed the number at this moment; send it again");
        if (!body.IsActive && member is not null) await DismissAsync(call, tx, number, member);
        return new StaffNumberView(number, body.IsActive, body.IsActive ? owner : null);
    }

    private async Task DismissAsync(Call call, CoreTransaction tx, string number, MemberRow member)
    {
        await tx.ExecuteAsync("update member_staff_number set member_id = null where number = @number", new { number });
        await tx.ExecuteAsync("update member_member set staff_number = null, kind = @Kind, version = version + 1 where id = @Id", new { Kind = Words.Of(MemberKind.Member), member.Id });
        tx.Emit(parts.Header(tx, call.Actor, member.Id), new MemberKindChanged(member.Id, MemberKind.Staff, MemberKind.Member));
    }
}
