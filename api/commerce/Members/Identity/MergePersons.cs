using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Identity;

/// <param name="PersonId">The person who turned out to be the one of the path; his members move there.</param>
public sealed record MergePersonsBody(string PersonId, [Text(200)] string Reason);

/// <param name="MemberIds">Who moved.</param>
public sealed record MergeView(string Id, string PersonId, string MergedPersonId, bool IsUndone, string Reason, DateTimeOffset CreatedAt, IReadOnlyList<string> MemberIds);

/// <summary>Two persons are one [单一个人]: members of the second move to the first. Members, orders and accounts stay as they are; the merge can be undone.</summary>
/// <remarks>Catalogue MBR-02. Law: a merge and its undoing leave everything as it was.</remarks>
internal sealed class MergePersons(MembersParts parts)
{
    private const int MembersMax = 100;

    public async Task<Outcome<MergeView>> RunAsync(Call call, MergePersonsBody body, CoreTransaction tx)
    {
        var (into, from) = (call.Path("id"), body.PersonId);
        if (into == from) return Refusal.Invalid("same-person", "person_id: found the person of the path itself, expected another one");
        foreach (var id in new[] { into, from }.Order(StringComparer.Ordinal))
            if (!await Persons.LockAsync(tx, id)) return Refusal.NotFound("person", id);
        var moving = await Persons.MembersAsync(tx, from);
        if (moving.Count == 0) return Refusal.Conflict("person-empty", "this person has no members any more; he was merged before");
        var staying = await Persons.MembersAsync(tx, into);
        if (staying.Count == 0) return Refusal.Conflict("person-empty", "the person of the path has no members any more; merge into the one he was merged into");
        if (moving.Count + staying.Count > MembersMax) return Refusal.Conflict("too-many-members", $"found {moving.Count + staying.Count} members together, expected at most {MembersMax}");
        var (one, other) = (await Persons.IdentityAsync(tx, into), await Persons.IdentityAsync(tx, from));
        if (one is not null && other is not null && one != other) return Refusal.Conflict("different-identities", "both are verified with different identity numbers, so they are two persons");
        return await MoveAsync(call, tx, new MergeRow { Id = parts.Ids.Next(), PersonId = into, MergedPersonId = from, Reason = body.Reason, CreatedAt = tx.NowMicros }, moving);
    }

    private async Task<Outcome<MergeView>> MoveAsync(Call call, CoreTransaction tx, MergeRow merge, IReadOnlyList<string> moving)
    {
        await tx.ExecuteAsync(
            """
            insert into member_merge (id, person_id, merged_person_id, state, reason, actor, created_at) values (@Id, @PersonId, @MergedPersonId, 'done', @Reason, @Actor, @CreatedAt)
            """, new { merge.Id, merge.PersonId, merge.MergedPersonId, merge.Reason, Actor = call.Actor.ToString(), merge.CreatedAt });
        await tx.ExecuteAsync("insert into member_merge_move (merge_id, member_id) select @MergeId, id from member_member where person_id = @From", new { MergeId = merge.Id, From = merge.MergedPersonId });
        await tx.ExecuteAsync("update member_member set person_id = @PersonId, version = version + 1 where person_id = @MergedPersonId", new { merge.PersonId, merge.MergedPersonId });
        tx.Emit(parts.Header(tx, call.Actor, merge.PersonId) with { MemberId = null }, new MemberIdentityMerged(merge.Id, merge.PersonId, merge.MergedPersonId, moving));
        return new MergeView(merge.Id, merge.PersonId, merge.MergedPersonId, false, merge.Reason, merge.CreatedAt.ToInstant(), moving);
    }
}
