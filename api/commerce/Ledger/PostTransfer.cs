using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Books a transfer at once.</summary>
/// <remarks>Laws I-37 (sums to 0, no tolerance), I-40 (one reference, one result), I-43 (closed period), I-44 (floor).</remarks>
internal sealed class PostTransfer(IdSource ids)
{
    public async Task<Outcome<string>> RunAsync(CoreTransaction tx, Actor actor, Transfer transfer, string? reverses)
    {
        var postings = transfer.InOrder();
        if (Decide(transfer, postings) is { } wrong) return wrong;
        var header = await TransferHeader.ClaimAsync(tx, ids, actor, transfer, "posted", reverses, expiresAt: null);
        if (!header.IsDone || header.Value.IsRepeated) return header.IsDone ? header.Value.Id : header.Refusal!;
        if (await LedgerPeriods.RefuseClosedAsync(tx, transfer.EffectiveDate) is { } closed) return closed;
        foreach (var posting in postings)
        {
            await AccountRows.OpenAsync(tx, posting.Account);
            if (posting.Account.Floor is not null && !await MoveAsync(tx, posting)) return Short(posting);
        }
        await EntryRows.WriteAsync(tx, header.Value.Id, transfer.EffectiveDate, postings);
        return header.Value.Id;
    }

    /// <summary>Null when the transfer can be booked.</summary>
    public static Refusal? Decide(Transfer transfer, IReadOnlyList<Posting> postings)
    {
        if (transfer.Reference.Length is 0 or > 300) return Refusal.Invalid("bad-reference", $"found a reference of {transfer.Reference.Length} characters, expected 1 to 300");
        if (postings.Count < 2) return Refusal.Invalid("empty-transfer", $"found {postings.Count} accounts that move, expected two or more");
        if (postings.Select(p => p.Account.Unit).Distinct().Count() != 1) return Refusal.Invalid("mixed-units", $"found the units {string.Join(", ", postings.Select(p => p.Account.Unit).Distinct())}, expected one");
        var sum = postings.Aggregate(0L, (total, p) => checked(total + p.Amount));
        return sum == 0 ? null : Refusal.Invalid("unbalanced-transfer", $"debits less credits are {sum}, expected 0");
    }

    public static Refusal Short(Posting posting) =>
        Refusal.Conflict("balance-too-low", $"{posting.Account.Id}: {-posting.Natural} {posting.Account.Unit} would leave it below its floor");

    // The guard is in the statement itself: two racing calls cannot both pass it.
    private static Task<bool> MoveAsync(CoreTransaction tx, Posting posting) => tx.ExecuteOneAsync(
        "update ledger_floor set balance = balance + @Natural where account_id = @Id and (@Natural >= 0 or balance - held + @Natural >= floor)",
        new { posting.Natural, posting.Account.Id });
}
