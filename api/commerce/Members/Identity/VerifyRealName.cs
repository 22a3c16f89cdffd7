using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Identity;

public sealed record VerifyRealNameBody([Text(60)] string Name, [Text(18)] string IdentityNumber);

/// <summary>Verifies a member's real name [实名认证] by the form of name and number; one number belongs to one person, one person has one number.</summary>
/// <remarks>Catalogue MBR-25: needed for cash red packets, named cards, withdrawals and real-name orders. It is verified once and stays.</remarks>
internal sealed class VerifyRealName(MembersParts parts)
{
    public async Task<Outcome<MemberView>> RunAsync(Call call, VerifyRealNameBody body, CoreTransaction tx)
    {
        var name = body.Name.Trim();
        if (name.Length < 2 || !name.All(c => char.IsLetter(c) || c is ' ' or '·' or '.' or '-' or '\'')) return Refusal.Invalid("bad-name", "name: found characters that no name has, or fewer than two; expected the name on the identity card");
        if (IdentityNumber.Parse(body.IdentityNumber, DateOnly.FromDateTime(tx.Now.UtcDateTime)) is not { } number)
            return Refusal.Invalid("bad-identity-number", "identity_number: found no number of 18 characters with a valid province, day of birth and check character");
        if (await MemberRow.FindAsync(tx, call.Actor.Id) is not { } member) return Refusal.NotFound("member", call.Actor.Id);
        if (member.Kind == Words.Of(MemberKind.Visitor)) return Refusal.Conflict("sign-in-first", "a visitor has no real name; sign in with the number of a phone");

        // Person before member, as in a merge: the two cannot pass each other.
        await Persons.LockAsync(tx, member.PersonId);
        if (await MemberRow.LockAsync(tx, member.Id) is not { } held || held.PersonId != member.PersonId) return Refusal.Conflict("person-changed", "the person of this member was merged at this moment; send it again");
        var hash = parts.Hash.Of(PersonalKind.IdentityNumber, number);
        if (held.IdentityHash is { } verified) return verified == hash ? MemberView.Of(held) : Refusal.Conflict("already-verified", "this member is verified with another identity number; customer service can help");
        if (await Persons.IdentityAsync(tx, held.PersonId) is { } ofPerson && ofPerson != hash) return Refusal.Conflict("other-identity", "this person is verified with another identity number");
        await tx.ExecuteAsync("insert into member_identity (identity_hash, member_id, created_at) values (@hash, @Id, @NowMicros) on conflict do nothing", new { hash, held.Id, tx.NowMicros });
        var owner = await tx.GetAsync<string>("select member_id from member_identity where identity_hash = @hash", new { hash });
        if (owner != held.Id && (await MemberRow.FindAsync(tx, owner))?.PersonId != held.PersonId)
            return Refusal.Conflict("identity-taken", "this identity number is another person's here; if both are one person, staff can merge the persons");
        return await WriteAsync(call, tx, held, name, number, hash);
    }

    private async Task<Outcome<MemberView>> WriteAsync(Call call, CoreTransaction tx, MemberRow member, string name, string number, string hash)
    {
        await tx.ExecuteAsync(
            """
            update member_member set identity_hash = @hash, identity_sealed = @IdentitySealed, identity_masked = @IdentityMasked, name_sealed = @NameSealed, name_masked = @NameMasked,
              verified_at = @NowMicros, version = version + 1
            where id = @Id
            """,
            new
            {
                hash, member.Id, IdentitySealed = parts.Seal.Seal(number), IdentityMasked = Masked.IdentityNumber(number),
                NameSealed = parts.Seal.Seal(name), NameMasked = Masked.Name(name), tx.NowMicros,
            });
        tx.Emit(parts.Header(tx, call.Actor, member.Id), new MemberRealNameVerified(member.Id, member.PersonId, parts.Hash.Of(PersonalKind.Name, name), hash));
        return MemberView.Of(await MemberRow.FindAsync(tx, member.Id) ?? member);
    }
}
