using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Members;

/// <summary>Which members staff see: all of them or, when they are bound to merchants, circles or formats, those who joined a store there.</summary>
/// <remarks>Catalogue PLT-07, MBR-21. Whom they do not see is not there.</remarks>
internal static class MemberSight
{
    public static async Task<MemberRow?> FindAsync(CoreTransaction tx, Actor actor, string memberId)
    {
        if (await MemberRow.FindAsync(tx, memberId) is not { } row) return null;
        if (IsUnbound(actor)) return row;
        var (sight, args) = Sight.Of(actor, "merchant_id");
        args.Add("MemberId", memberId);
        return await tx.GetAsync<long>($"select count(*) from member_store where member_id = @MemberId and {sight}", args) > 0 ? row : null;
    }

    /// <summary>A condition over the column <c>id</c> of members, and its arguments.</summary>
    public static (string Sql, SqlArguments Args) Condition(Actor actor)
    {
        if (IsUnbound(actor)) return ("1 = 1", new SqlArguments());
        var (sight, args) = Sight.Of(actor, "merchant_id");
        return ($"id in (select member_id from member_store where {sight})", args);
    }

    private static bool IsUnbound(Actor actor) => actor is { Merchants: null, Circles: null, Formats: null };
}
