using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>The row of a transfer: whoever writes a reference first has it.</summary>
internal readonly record struct TransferHeader(string Id, bool IsRepeated)
{
    public static async Task<Outcome<TransferHeader>> ClaimAsync(CoreTransaction tx, IdSource ids, Actor actor, Transfer transfer, string state, string? reverses, long? expiresAt)
    {
        var row = new
        {
            Id = ids.Next(), transfer.Reference, Hash = transfer.Hash(), transfer.Kind, state, Date = Transfer.Day(transfer.EffectiveDate), reverses,
            Actor = actor.ToString(), tx.NowMicros, expiresAt, SettledAt = state == "posted" ? tx.NowMicros : (long?)null,
        };
        var isFirst = await tx.ExecuteOneAsync(
            """
            insert into ledger_transfer (id, reference, request_hash, kind, state, effective_date, reverses, actor, created_at, expires_at, settled_at)
            values (@Id, @Reference, @Hash, @Kind, @state, @Date, @reverses, @Actor, @NowMicros, @expiresAt, @SettledAt) on conflict do nothing
            """, row);
        if (isFirst) return new TransferHeader(row.Id, IsRepeated: false);
        var first = await tx.FindAsync<FirstRow>("select id, request_hash from ledger_transfer where reference = @Reference", new { transfer.Reference });
        if (first is null) return Refusal.Conflict("already-reversed", $"the transfer '{reverses}' was reversed before");
        return first.RequestHash == row.Hash
            ? new TransferHeader(first.Id, IsRepeated: true)
            : Refusal.Conflict("reference-reused", $"the reference '{transfer.Reference}' came before with other amounts, accounts or date");
    }

    private sealed record FirstRow
    {
        public string Id { get; init; } = "";
        public string RequestHash { get; init; } = "";
    }
}
