using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.Profile;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.SignIn;

/// <summary>Makes the member of a number that nobody has yet, or finds the one whom a racing call has just made.</summary>
/// <remarks>Catalogue MBR-01.</remarks>
internal sealed class RegisterMember(MembersParts parts)
{
    public async Task<string> RunAsync(CoreTransaction tx, Call call, PhoneNumber phone, string phoneHash)
    {
        var visitor = call.Actor.Kind is ActorKind.Member ? await MemberRow.LockAsync(tx, call.Actor.Id) : null;
        var isVisitor = visitor?.Kind == Words.Of(MemberKind.Visitor) && visitor.State == Words.Of(MemberState.Active);
        var memberId = isVisitor ? visitor!.Id : parts.Ids.Next();
        var actor = new Actor(ActorKind.Member, memberId);
        if (!await LoginAccounts.PutAsync(tx, parts, actor, memberId, LoginAccounts.Phone, phoneHash, phone.Digits, phone.Masked))
            return await LoginAccounts.OwnerAsync(tx, LoginAccounts.Phone, phoneHash) ?? throw new InvalidOperationException("the account was taken and is not there");

        if (!isVisitor) await NewMember.InsertAsync(tx, parts, memberId);
        await tx.ExecuteAsync(
            """
            update member_member set kind = @Kind, phone_sealed = @PhoneSealed, phone_masked = @Masked, registered_via = @Channel, registered_at = @NowMicros, version = version + 1
            where id = @memberId
            """,
            new { Kind = Words.Of(MemberKind.Member), PhoneSealed = parts.Seal.Seal(phone.Digits), phone.Masked, call.Channel, tx.NowMicros, memberId });
        var header = parts.Header(tx, actor, memberId) with { Channel = call.Channel, TraceParent = call.TraceParent };
        tx.Emit(header, new MemberRegistered(memberId, MemberKind.Member, phoneHash, call.Channel));
        if (isVisitor) tx.Emit(parts.Header(tx, actor, memberId), new MemberKindChanged(memberId, MemberKind.Visitor, MemberKind.Member));
        return memberId;
    }
}
