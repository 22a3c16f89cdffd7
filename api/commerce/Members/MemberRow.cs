using RailLife.Commerce.Edge;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members;

internal sealed record MemberRow
{
    public const string Columns = """
        id, person_id, kind, state, level, level_since_at, pinned_level, pinned_until_at, nickname, gender, birth_year, email_sealed, email_masked, phone_sealed, phone_masked,
        staff_number, identity_hash, identity_sealed, identity_masked, name_sealed, name_masked, verified_at, registered_via, registered_at, address_count, created_at, version
        """;

    public string Id { get; init; } = "";
    public string PersonId { get; init; } = "";
    public string Kind { get; init; } = "";
    public string State { get; init; } = "";
    public string Level { get; init; } = "";
    public long LevelSinceAt { get; init; }
    public string? PinnedLevel { get; init; }
    public long? PinnedUntilAt { get; init; }
    public string? Nickname { get; init; }
    public string? Gender { get; init; }
    public long? BirthYear { get; init; }
    public string? EmailSealed { get; init; }
    public string? EmailMasked { get; init; }
    public string? PhoneSealed { get; init; }
    public string? PhoneMasked { get; init; }
    public string? StaffNumber { get; init; }
    public string? IdentityHash { get; init; }
    public string? IdentitySealed { get; init; }
    public string? IdentityMasked { get; init; }
    public string? NameSealed { get; init; }
    public string? NameMasked { get; init; }
    public long? VerifiedAt { get; init; }
    public string? RegisteredVia { get; init; }
    public long? RegisteredAt { get; init; }
    public long AddressCount { get; init; }
    public long CreatedAt { get; init; }
    public long Version { get; init; }

    public static Task<MemberRow?> FindAsync(CoreTransaction tx, string id) =>
        tx.FindAsync<MemberRow>($"select {Columns} from member_member where id = @id", new { id });

    /// <summary>The row, held until the transaction ends: whoever else changes this member waits.</summary>
    public static Task<MemberRow?> LockAsync(CoreTransaction tx, string id) =>
        tx.FindAsync<MemberRow>($"select {Columns} from member_member where id = @id{tx.Dialect.ForUpdate}", new { id });
}

public enum MemberState
{
    Active,

    /// <summary>May not sign in [封禁].</summary>
    Blocked,
}

/// <summary>A member as staff see him, and as changes answer: personal values masked.</summary>
/// <remarks>Catalogue MBR-06.</remarks>
/// <param name="RegisteredAt">Null for a visitor.</param>
public sealed record MemberView(
    string Id, string PersonId, MemberKind Kind, MemberState State, string Level,
    string? Nickname, Gender? Gender, int? BirthYear, string? Email, string? Phone, string? StaffNumber,
    bool IsRealName, string? Name, string? IdentityNumber, string? RegisteredVia, DateTimeOffset? RegisteredAt, int AddressCount, long Version) : IVersioned
{
    internal static MemberView Of(MemberRow row) => new(
        row.Id, row.PersonId, Words.Parse<MemberKind>(row.Kind), Words.Parse<MemberState>(row.State), row.Level,
        row.Nickname, row.Gender is { } gender ? Words.Parse<Gender>(gender) : null, (int?)row.BirthYear, row.EmailMasked, row.PhoneMasked, row.StaffNumber,
        row.VerifiedAt is not null, row.NameMasked, row.IdentityMasked, row.RegisteredVia, row.RegisteredAt?.ToInstant(), (int)row.AddressCount, row.Version);
}
