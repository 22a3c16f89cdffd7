using RailLife.Store;

namespace RailLife.Commerce.Members.Identity;

/// <summary>Who is one and the same person [自然人]: several members can be.</summary>
/// <remarks>Catalogue MBR-02.</remarks>
internal static class Persons
{
    /// <summary>False when there is no such person. Held until the transaction ends; of two persons lock the smaller id first.</summary>
    public static Task<bool> LockAsync(CoreTransaction tx, string personId) =>
        tx.ExecuteOneAsync("update member_person set version = version + 1 where id = @personId", new { personId });

    /// <summary>Hash of the identity number that the person is verified with, or null.</summary>
    public static Task<string?> IdentityAsync(CoreTransaction tx, string personId) =>
        tx.FindAsync<string>("select min(identity_hash) from member_member where person_id = @personId", new { personId });

    public static Task<IReadOnlyList<string>> MembersAsync(CoreTransaction tx, string personId) =>
        tx.ListAsync<string>("select id from member_member where person_id = @personId order by id", new { personId });
}

internal sealed record MergeRow
{
    public const string Undone = "undone";
    public const string Columns = "id, person_id, merged_person_id, state, reason, actor, created_at";

    public string Id { get; init; } = "";
    public string PersonId { get; init; } = "";
    public string MergedPersonId { get; init; } = "";
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Actor { get; init; } = "";
    public long CreatedAt { get; init; }

    public static Task<MergeRow?> FindAsync(CoreTransaction tx, string id) =>
        tx.FindAsync<MergeRow>($"select {Columns} from member_merge where id = @id", new { id });

    public static Task<IReadOnlyList<string>> MovedAsync(CoreTransaction tx, string id) =>
        tx.ListAsync<string>("select member_id from member_merge_move where merge_id = @id order by member_id", new { id });
}
