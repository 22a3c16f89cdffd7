using RailLife.Commerce.Edge;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.SignIn;

/// <summary>The rows that every member begins with: a person of his own, and himself as a visitor on the lowest level.</summary>
internal static class NewMember
{
    /// <summary>The level that everybody has [注册会员]; it is part of every ladder.</summary>
    public const string LowestLevel = "registered";

    public static async Task InsertAsync(CoreTransaction tx, MembersParts parts, string memberId)
    {
        var personId = parts.Ids.Next();
        await tx.ExecuteAsync("insert into member_person (id, version, created_at) values (@personId, 1, @NowMicros)", new { personId, tx.NowMicros });
        await tx.ExecuteAsync(
            """
            insert into member_member (id, person_id, kind, state, level, level_since_at, address_count, created_at, version)
            values (@memberId, @personId, @Kind, @State, @LowestLevel, @NowMicros, 0, @NowMicros, 1)
            """,
            new { memberId, personId, Kind = Words.Of(MemberKind.Visitor), State = Words.Of(MemberState.Active), LowestLevel, tx.NowMicros });
    }
}
