using RailLife.Commerce.Edge;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Identity;

/// <summary>Undoes a merge: exactly the members that it moved go back. Merges that built on it are undone first, the last one first.</summary>
/// <remarks>Catalogue MBR-02. What was verified or bought in between stays with its member.</remarks>
internal sealed class UnmergePersons(MembersParts parts)
{
    public async Task<Outcome<MergeView>> RunAsync(Call call, Nothing body, CoreTransaction tx)
    {
        if (await MergeRow.FindAsync(tx, call.Path("merge")) is not { } merge || merge.PersonId != call.Path("id")) return Refusal.NotFound("merge", call.Path("merge"));
        foreach (var id in new[] { merge.PersonId, merge.MergedPersonId }.Order(StringComparer.Ordinal)) await Persons.LockAsync(tx, id);
        var isUndone = await tx.ExecuteOneAsync(
            "update member_merge set state = 'undone', undone_by = @Actor, undone_at = @NowMicros where id = @MergeId and state = 'done'",
            new { MergeId = merge.Id, Actor = call.Actor.ToString(), tx.NowMicros });
        if (!isUndone) return Refusal.Conflict("merge-undone", "this merge is undone already");
        var moved = await MergeRow.MovedAsync(tx, merge.Id);
        var back = await tx.GetAsync<long>(
            "select count(*) from member_merge_move v join member_member m on m.id = v.member_id where v.merge_id = @MergeId and m.person_id = @PersonId", new { MergeId = merge.Id, merge.PersonId });
        if (back != moved.Count) return Refusal.Conflict("merged-further", "some of these members were moved on by a later merge; undo that one first");
        await tx.ExecuteAsync(
            "update member_member set person_id = @MergedPersonId, version = version + 1 where id in (select member_id from member_merge_move where merge_id = @MergeId)",
            new { merge.MergedPersonId, MergeId = merge.Id });
        tx.Emit(parts.Header(tx, call.Actor, merge.PersonId) with { MemberId = null }, new MemberIdentityUnmerged(merge.Id, merge.PersonId, merge.MergedPersonId, moved));
        return new MergeView(merge.Id, merge.PersonId, merge.MergedPersonId, true, merge.Reason, merge.CreatedAt.ToInstant(), moved);
    }
}
