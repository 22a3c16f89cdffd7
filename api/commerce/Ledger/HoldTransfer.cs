using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>First phase of a transfer: pending; what leaves accounts with a floor is set aside.</summary>
/// <remarks>Law I-42: a pending transfer ends once: posted (at most its amount), voided or expired.</remarks>
internal sealed class HoldTransfer(IdSource ids)
{
    public async Task<Outcome<string>> RunAsync(CoreTransaction tx, Actor actor, Transfer transfer, DateTimeOffset expiresAt)
    {
        var postings = transfer.InOrder();
        if (PostTransfers.Decide(transfer, postings) is { } wrong) return wrong;
        if (expiresAt <= tx.Now) return Refusal.Invalid("already-expired", $"the hold would end at {expiresAt:u}, which is over");
        var header = (await TransferHeader.ClaimAsync(tx, actor, [new ClaimedTransfer(ids.Next(), transfer, postings)], "pending", reverses: null, expiresAt.ToMicros()))[0];
        if (!header.IsDone || header.Value.IsRepeated) return header.IsDone ? header.Value.Id : header.Refusal!;
        await AccountRows.OpenAsync(tx, postings.Select(p => p.Account));
        foreach (var posting in postings)
            if (posting.Account.Floor is not null && posting.Natural < 0 && !await LedgerFloors.SetAsideAsync(tx, posting)) return LedgerFloors.Short(posting);
        await tx.ExecuteAsync("insert into ledger_hold (transfer_id, account_id, amount) values (@TransferId, @AccountId, @Amount)",
            postings.Select(p => new Hold(header.Value.Id, p.Account.Id, p.Amount)).ToList());
        return header.Value.Id;
    }

    private sealed record Hold(string TransferId, string AccountId, long Amount);
}
