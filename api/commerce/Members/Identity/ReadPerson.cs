using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Members.Identity;

/// <param name="Merges">Into this person, oldest first, undone ones too: replayed from one member per person they give the members of now.</param>
public sealed record PersonView(string Id, IReadOnlyList<MemberView> Members, IReadOnlyList<MergeView> Merges);

/// <summary>A person with the members that he is.</summary>
/// <remarks>Catalogue MBR-02.</remarks>
internal sealed class ReadPerson
{
    public async Task<Outcome<PersonView>> RunAsync(Call call, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await tx.FindAsync<string>("select id from member_person where id = @id", new { id }) is null) return Refusal.NotFound("person", id);
        var members = await tx.ListAsync<MemberRow>($"select {MemberRow.Columns} from member_member where person_id = @id order by id", new { id });
        var merges = await tx.ListAsync<MergeRow>($"select {MergeRow.Columns} from member_merge where person_id = @id order by created_at, id", new { id });
        var views = new List<MergeView>();
        foreach (var merge in merges)
            views.Add(new MergeView(merge.Id, merge.PersonId, merge.MergedPersonId, merge.State == MergeRow.Undone, merge.Reason, merge.CreatedAt.ToInstant(), await MergeRow.MovedAsync(tx, merge.Id)));
        return new PersonView(id, [.. members.Select(MemberView.Of)], views);
    }
}
