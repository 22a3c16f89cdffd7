using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Members;

/// <summary>What the use cases of members share: ids, keys, tokens, settings.</summary>
public sealed record MembersParts(IdSource Ids, PersonalHash Hash, KeyRing Keys, AccessTokens Tokens, MembersOptions Options)
{
    /// <summary>The operator's zone: days and months of growth and benefits are made in it.</summary>
    public required TimeZoneInfo Zone { get; init; }

    internal PersonalSeal Seal { get; } = new(Keys);

    internal SecretHash Codes { get; } = new(Keys, "sign-in-code");

    /// <summary>The operator's day, yyyy-MM-dd.</summary>
    internal string Day(CoreTransaction tx) => BusinessDate.Of(tx.Now, Zone).ToString();

    /// <summary>Header of an event of a member; its key is the member's id unless another aggregate is meant.</summary>
    internal EventHeader Header(CoreTransaction tx, Actor actor, string memberId, string? subject = null) =>
        new(Ids.Next(), "raillife/commerce/members", subject ?? memberId, tx.Now) { MemberId = memberId, Actor = actor.ToString() };
}
