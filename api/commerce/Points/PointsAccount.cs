using RailLife.Commerce.Ledger;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>A member's points as rows: one lock, entries, and what he owes.</summary>
internal static class PointsAccount
{
    /// <summary>Everything about a member's points happens one after the other: whoever comes second sees what the first has done.</summary>
    public static Task LockAsync(CoreTransaction tx, string memberId) =>
        tx.ExecuteAsync("insert into points_account (member_id, version) values (@memberId, 1) on conflict (member_id) do update set version = points_account.version + 1", new { memberId });

    /// <summary>Points that the member owes: taken back after he had spent them.</summary>
    public static Task<long> DebtAsync(CoreTransaction tx, PointsParts parts, string memberId) => parts.Ledger.BalanceAsync(tx, LedgerAccounts.PointsDebt(memberId));

    /// <summary>The entry of an earlier call with this reference, or null.</summary>
    /// <returns>Its refusal when that call was about something else.</returns>
    public static async Task<(EntryRow? Entry, Refusal? Refusal)> RepeatedAsync(CoreTransaction tx, string memberId, string kind, string reference)
    {
        var entry = await tx.FindAsync<EntryRow>($"select {EntryRow.Columns} from points_entry where reference = @reference", new { reference });
        if (entry is null || (entry.MemberId == memberId && entry.Kind == kind)) return (entry, null);
        return (null, Reused(reference));
    }

    public static Refusal Reused(string reference) => Refusal.Conflict("reference-reused", $"the reference '{reference}' came before with another content; use a new one");

    /// <summary>False when the reference was used by another member at the same moment.</summary>
    public static Task<bool> WriteAsync(CoreTransaction tx, EntryRow entry) => tx.ExecuteOneAsync(
        $"insert into points_entry ({EntryRow.Columns}) values (@Id, @MemberId, @Kind, @Points, @Debt, @Reference, @Reason, @RuleVersion, @Actor, @CreatedAt) on conflict do nothing", entry);
}

/// <summary>Why a balance changed [积分明细]: written once, never changed.</summary>
/// <remarks>Catalogue MBR-11.</remarks>
internal sealed record EntryRow
{
    public const string Columns = "id, member_id, kind, points, debt, reference, reason, rule_version, actor, created_at";
    public const string Earned = "earned";
    public const string Spent = "spent";
    public const string Returned = "returned";
    public const string ClawedBack = "clawed-back";
    public const string Expired = "expired";

    public string Id { get; init; } = "";
    public string MemberId { get; init; } = "";
    public string Kind { get; init; } = "";

    /// <summary>Change of the balance, signed.</summary>
    public long Points { get; init; }

    /// <summary>Change of the debt, signed.</summary>
    public long Debt { get; init; }

    public string Reference { get; init; } = "";
    public string Reason { get; init; } = "";
    public long? RuleVersion { get; init; }
    public string Actor { get; init; } = "";
    public long CreatedAt { get; init; }
}
