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
        if (PostTransfer.Decide(transfer, postings) is { } wrong) return wrong;
        if (expiresAt <= tx.Now) return Refusal.Invalid("already-expired", $"the hold would end at {expiresAt:u}, which is over");
        var header = await TransferHeader.ClaimAsync(tx, ids, actor, transfer, "pending", reverses: null, expiresAt.ToMicros());
        if (!header.IsDone || header.Value.IsRepeated) return header.IsDone ? header.Value.Id : header.Refusal!;
        foreach (var posting in postings)
        {
            await AccountRows.OpenAsync(tx, posting.Account);
            if (posting.Account.Floor is not null && posting.Natural < 0 && !await SetAsideAsync(tx, posting)) return PostTransfer.Short(posting);
            await tx.ExecuteAsync("insert into ledger_hold (transfer_id, account_id, amount) values (@Id, @AccountId, @Amount)",
                new { header.Value.Id, AccountId = posting.Account.Id, posting.Amount });
        }
        return header.Value.Id;
    }

    private static Task<bool> SetAsideAsync(CoreTransaction tx, Posting posting) => tx.ExecuteOneAsync(
        "update ledger_floor set held = held + @Out where account_id = @Id and balance - held - @Out >= floor", new { Out = -posting.Natural, posting.Account.Id });
}
