namespace RailLife.Contracts.Members;

/// <summary>A visitor became a member [注册会员]. Key: the member's id.</summary>
/// <remarks>Catalogue MBR-01.</remarks>
/// <param name="Mobile">Keyed hash of the number; null when the source has none.</param>
[Event("member.registered", Topics.Member)]
public sealed record MemberRegistered(
    string MemberId,
    MemberKind Kind,
    [Personal(PersonalKind.Mobile)] string? Mobile,
    string? RegisteredVia) : IEventRecord;

public enum MemberKind
{
    /// <summary>Mobile not registered [访客].</summary>
    Visitor,

    /// <summary>Mobile registered [会员].</summary>
    Member,

    /// <summary>Metro staff on the whitelist [地铁内部员工].</summary>
    Staff,
}

/// <summary>A member's basic information changed [基本信息]; fields that are absent did not change.</summary>
/// <remarks>Catalogue MBR-06.</remarks>
[Event("member.updated", Topics.Member)]
public sealed record MemberUpdated(
    string MemberId,
    [Personal(PersonalKind.Mobile)] string? Mobile,
    [Personal(PersonalKind.Email)] string? Email,
    Gender? Gender,
    [Range(1900, 2100)] int? BirthYear,
    string? Level,
    [Range(0, 100)] int? AddressCount = null) : IEventRecord;

public enum Gender
{
    Female,
    Male,
    Other,
}
