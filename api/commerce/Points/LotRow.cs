using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>Points that were earned together and expire together [批次]. What remains of all lots is the balance.</summary>
internal sealed record LotRow
{
    public const string Columns = "id, member_id, reference, kind, earned, remaining, held, taken_back, expired, amount_minor, refunded_minor, rule_version, expires_on";

    public string Id { get; init; } = "";
    public string MemberId { get; init; } = "";
    public string Reference { get; init; } = "";
    public string Kind { get; init; } = "";
    public long Earned { get; init; }

    /// <summary>Neither spent nor gone; what is held is still in it.</summary>
    public long Remaining { get; init; }

    public long Held { get; init; }
    public long TakenBack { get; init; }
    public long Expired { get; init; }

    /// <summary>What was paid for it; null when points were not given for money.</summary>
    public long? AmountMinor { get; init; }

    public long RefundedMinor { get; init; }
    public long RuleVersion { get; init; }

    /// <summary>The last day on which it can be spent, yyyy-MM-dd.</summary>
    public string ExpiresOn { get; init; } = "";

    public long Free => Remaining - Held;

    /// <summary>Lots with something free, the next to expire first. The member's account is locked by the caller.</summary>
    public static Task<IReadOnlyList<LotRow>> FreeAsync(CoreTransaction tx, string memberId) =>
        tx.ListAsync<LotRow>($"select {Columns} from points_lot where member_id = @memberId and remaining > held order by expires_on, id", new { memberId });

    public static Task<LotRow?> FindAsync(CoreTransaction tx, string reference) =>
        tx.FindAsync<LotRow>($"select {Columns} from points_lot where reference = @reference", new { reference });

    public static Task<LotRow> GetAsync(CoreTransaction tx, string id) => tx.GetAsync<LotRow>($"select {Columns} from points_lot where id = @id", new { id });
}
