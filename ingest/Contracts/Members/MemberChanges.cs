namespace RailLife.Contracts.Members;

/// <summary>A member became another kind of user: a visitor registered his mobile, a member proved that he is metro staff, or no longer is.</summary>
/// <remarks>Catalogue MBR-01. Key: the member's id.</remarks>
[Event("member.kind.changed", Topics.Member)]
public sealed record MemberKindChanged(string MemberId, MemberKind Before, MemberKind After) : IEventRecord;

/// <summary>A login account [登录账号] now leads to the member.</summary>
/// <remarks>Catalogue MBR-03. Key: the member's id.</remarks>
/// <param name="Provider"><c>phone</c>, <c>wechat</c>, <c>alipay</c> and the like.</param>
/// <param name="Account">Keyed hash of the account's name at its provider.</param>
[Event("member.account.linked", Topics.Member)]
public sealed record MemberAccountLinked(string MemberId, string Provider, [Personal(PersonalKind.ExternalAccount)] string Account) : IEventRecord;

/// <summary>Two persons turned out to be one [单一个人]: the members of the second now belong to the first.</summary>
/// <remarks>Catalogue MBR-02. Key: the person that stays.</remarks>
/// <param name="MemberIds">Who moved.</param>
[Event("member.identity.merged", Topics.Member)]
public sealed record MemberIdentityMerged(string MergeId, string PersonId, string MergedPersonId, [Items(1, 1_000)] IReadOnlyList<string> MemberIds) : IEventRecord;

/// <summary>A merge was a mistake: the members went back to the person they came from.</summary>
/// <remarks>Catalogue MBR-02. Key: the person that they leave.</remarks>
[Event("member.identity.unmerged", Topics.Member)]
public sealed record MemberIdentityUnmerged(string MergeId, string PersonId, string RestoredPersonId, [Items(1, 1_000)] IReadOnlyList<string> MemberIds) : IEventRecord;

/// <summary>A member's real name [实名] was verified.</summary>
/// <remarks>Catalogue MBR-25. Key: the member's id.</remarks>
[Event("member.realname.verified", Topics.Member)]
public sealed record MemberRealNameVerified(
    string MemberId,
    string PersonId,
    [Personal(PersonalKind.Name)] string Name,
    [Personal(PersonalKind.IdentityNumber)] string IdentityNumber) : IEventRecord;

/// <summary>A member was kept out [封禁], or let in again.</summary>
/// <remarks>Catalogue MBR-06. Key: the member's id.</remarks>
[Event("member.state.changed", Topics.Member)]
public sealed record MemberStateChanged(string MemberId, bool IsBlocked, [Text(200)] string Reason) : IEventRecord;
