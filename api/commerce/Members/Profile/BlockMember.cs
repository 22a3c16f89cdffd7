using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Profile;

public sealed record BlockMemberBody(MemberState State, [Text(200)] string Reason);

/// <summary>Staff keep a member out, or let him in again. Tokens that he has live to their end; services ask for his state.</summary>
/// <remarks>Catalogue MBR-06.</remarks>
internal sealed class BlockMember(MembersParts parts)
{
    public async Task<Outcome<MemberView>> RunAsync(Call call, BlockMemberBody body, CoreTransaction tx)
    {
        if (Edits.Needed(call) is { } needed) return needed;
        var id = call.Path("id");
        if (await MemberSight.FindAsync(tx, call.Actor, id) is null) return Refusal.NotFound("member", id);
        var isChanged = await tx.ExecuteOneAsync("update member_member set state = @State, version = version + 1 where id = @id and version = @IfMatch", new { id, call.IfMatch, State = Words.Of(body.State) });
        if (await MemberRow.FindAsync(tx, id) is not { } row) return Refusal.NotFound("member", id);
        if (!isChanged) return Edits.Changed;
        tx.Emit(parts.Header(tx, call.Actor, id), new MemberStateChanged(id, body.State == MemberState.Blocked, body.Reason));
        return MemberView.Of(row);
    }
}
