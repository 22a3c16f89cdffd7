namespace RailLife.Contracts.Members;

/// <summary>A member's growth value [成长值] grew. Key: the member's id.</summary>
/// <remarks>Catalogue MBR-14..17.</remarks>
/// <param name="Growth">That counts now, with this.</param>
/// <param name="Kind"><c>purchase</c>, <c>review</c>, <c>show-order</c>, <c>login</c>.</param>
[Event("growth.changed", Topics.Member)]
public sealed record GrowthChanged(string MemberId, [Range(1, long.MaxValue)] long Points, long Growth, string Kind, [Text(400)] string Reference, long RuleVersion) : IEventRecord;

/// <summary>A return or a deleted review took growth back.</summary>
/// <remarks>Catalogue MBR-18. Key: the member's id.</remarks>
/// <param name="Points">Taken back, positive.</param>
/// <param name="GivenReference">Of what had given it.</param>
[Event("growth.reversed", Topics.Member)]
public sealed record GrowthReversed(string MemberId, [Range(1, long.MaxValue)] long Points, long Growth, [Text(400)] string GivenReference, [Text(400)] string Reference, long RuleVersion) : IEventRecord;

/// <summary>A member rose to a level [升级], or staff set it.</summary>
/// <remarks>Catalogue MBR-10. Key: the member's id. A fall is <see cref="MemberLevelDemoted"/>.</remarks>
[Event("member.level.changed", Topics.Member)]
public sealed record MemberLevelChanged(string MemberId, string Before, string After, long Growth, [Text(200)] string Reason, long RuleVersion) : IEventRecord;

/// <summary>A member fell to a lower level [退档].</summary>
/// <remarks>Catalogue MBR-12, MBR-19. Key: the member's id.</remarks>
/// <param name="Reason"><c>daily</c>: growth has left the window; <c>reversal</c>; or what staff wrote.</param>
[Event("member.level.demoted", Topics.Member)]
public sealed record MemberLevelDemoted(string MemberId, string Before, string After, long Growth, [Text(200)] string Reason, long RuleVersion) : IEventRecord;

/// <summary>A member got a benefit [权益] with his level.</summary>
/// <remarks>Catalogue MBR-13. Key: the member's id.</remarks>
[Event("benefit.granted", Topics.Member)]
public sealed record BenefitGranted(string MemberId, string Benefit, string Level, bool IsMaterial) : IEventRecord;

/// <summary>A member used a benefit of his level.</summary>
/// <remarks>Catalogue MBR-13. Key: the member's id.</remarks>
/// <param name="UsedInMonth">With this use.</param>
[Event("benefit.used", Topics.Member)]
public sealed record BenefitUsed(string MemberId, string Benefit, string Level, [Range(1, 1_000_000)] int UsedInMonth) : IEventRecord;

/// <summary>A member joined a store's own membership [店铺会员]. Key: the store's id.</summary>
/// <remarks>Catalogue MBR-21.</remarks>
[Event("store.member.joined", Topics.Merchant)]
public sealed record StoreMemberJoined(string StoreId, string MerchantId, string MemberId, string Level) : IEventRecord;
