using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Books the opposite of a posted transfer. Entries stay; correction is reversal and, where needed, a new transfer.</summary>
/// <remarks>Law I-39. A transfer is reversed at most once.</remarks>
internal static class ReverseTransfer
{
    public static async Task<Outcome<string>> RunAsync(CoreTransaction tx, Actor actor, string transferId, string reference, DateOnly effectiveDate, PostTransfers post)
    {
        if (await tx.FindAsync<string>("select state from ledger_transfer where id = @transferId", new { transferId }) is not { } state) return Refusal.NotFound("transfer", transferId);
        if (state != "posted") return Refusal.Conflict("transfer-not-posted", $"the transfer '{transferId}' is {state}, expected posted");
        var entries = await tx.ListAsync<EntryRow>(
            "select e.account_id, e.amount, a.unit, a.class, a.floor from ledger_entry e join ledger_account a on a.id = e.account_id where e.transfer_id = @transferId", new { transferId });
        var opposite = entries.Select(e => new Posting(new LedgerAccount(e.AccountId, e.Unit, Enum.Parse<AccountClass>(e.Class), e.Floor), checked(-e.Amount)));
        return await post.OneAsync(tx, actor, new Transfer(reference, "reversal", effectiveDate, [.. opposite]), reverses: transferId);
    }

    private sealed record EntryRow
    {
        public string AccountId { get; init; } = "";
        public long Amount { get; init; }
        public string Unit { get; init; } = "";
        public string Class { get; init; } = "";
        public long? Floor { get; init; }
    }
}
