namespace RailLife.Contracts.Members;

/// <summary>A member earned points [积分]. Key: the member's id.</summary>
/// <remarks>Catalogue PTS-01, PTS-02.</remarks>
/// <param name="Points">All that was given.</param>
/// <param name="PaidDebt">Of these, what paid an old debt and never reached the balance.</param>
/// <param name="Kind"><c>purchase</c>, <c>sign-in</c>, <c>review</c>, <c>show-order</c>, <c>share</c>, <c>recharge</c>, <c>campaign</c>, <c>adjustment</c>.</param>
/// <param name="ExpiresOn">The last day on which they can be spent.</param>
[Event("points.earned", Topics.Member)]
public sealed record PointsEarned(
    string MemberId, [Range(1, long.MaxValue)] long Points, [Range(0, long.MaxValue)] long PaidDebt, string Kind, [Text(400)] string Reference, long RuleVersion, DateOnly ExpiresOn) : IEventRecord;

/// <summary>A member spent points.</summary>
/// <remarks>Catalogue PTS-01, PTS-03. Key: the member's id.</remarks>
/// <param name="UsedFor"><c>order</c>, <c>exchange</c>, <c>points-mall</c>.</param>
[Event("points.spent", Topics.Member)]
public sealed record PointsSpent(string MemberId, [Range(1, long.MaxValue)] long Points, string UsedFor, [Text(400)] string Reference) : IEventRecord;

/// <summary>A refund gave spent points back.</summary>
/// <remarks>Catalogue PTS-07. Key: the member's id.</remarks>
/// <param name="PaidDebt">Of these, what paid an old debt.</param>
/// <param name="UseReference">Of the spending.</param>
[Event("points.returned", Topics.Member)]
public sealed record PointsReturned(
    string MemberId, [Range(1, long.MaxValue)] long Points, [Range(0, long.MaxValue)] long PaidDebt, [Text(400)] string UseReference, [Text(400)] string Reference) : IEventRecord;

/// <summary>Given points were taken back.</summary>
/// <remarks>Catalogue PTS-07. Key: the member's id.</remarks>
/// <param name="BecameDebt">Of these, what was spent already and is owed now.</param>
/// <param name="EarnedReference">Of what had given them; null for a correction.</param>
/// <param name="RuleVersion">Under which they were given.</param>
[Event("points.clawed_back", Topics.Member)]
public sealed record PointsClawedBack(
    string MemberId, [Range(1, long.MaxValue)] long Points, [Range(0, long.MaxValue)] long BecameDebt, [Text(400)] string? EarnedReference, [Text(400)] string Reference, long? RuleVersion) : IEventRecord;

/// <summary>Points that nobody spent in time are gone.</summary>
/// <remarks>Catalogue PTS-01. Key: the member's id.</remarks>
[Event("points.expired", Topics.Member)]
public sealed record PointsExpired(string MemberId, [Range(1, long.MaxValue)] long Points, [Text(400)] string EarnedReference, DateOnly ExpiredOn) : IEventRecord;

/// <summary>Points became instant credit [立减金].</summary>
/// <remarks>Catalogue PTS-04. Key: the member's id.</remarks>
[Event("points.exchanged", Topics.Member)]
public sealed record PointsExchanged(
    string MemberId, string ExchangeId, [Range(1, long.MaxValue)] long Points, [Range(1, Money.MinorMax)] long CreditMinor, [Currency] string Currency, BusinessDate BusinessDate) : IEventRecord;

/// <summary>Staff changed a member's points by hand.</summary>
/// <remarks>Catalogue MBR-11. Key: the member's id. What has an event of its own (earned, spent, …) is not told a second time here.</remarks>
/// <param name="Points">Signed.</param>
[Event("points.changed", Topics.Member)]
public sealed record PointsChanged(string MemberId, long Points, [Text(200)] string Reason, [Text(400)] string Reference) : IEventRecord;
