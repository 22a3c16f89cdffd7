using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Accounts;

/// <param name="What">A word for the member's list: <c>recharged</c>, <c>withdrawn</c>, <c>funded</c>, <c>spent</c>, <c>returned</c>, <c>red-packet</c>, <c>red-packet-withdrawn</c>.</param>
/// <param name="AmountMinor">What the account gains; negative = loses. Never 0.</param>
/// <param name="Other">The other side.</param>
/// <param name="Reference">Unique for ever: a repeated call moves nothing and is told so.</param>
internal sealed record Movement(string MemberId, AccountKind Kind, string What, long AmountMinor, LedgerAccount Other, string Reference);

/// <summary>Moves money between a member's account and another one: an entry here, a transfer in the ledger, once.</summary>
/// <remarks>The ledger's floor of 0 refuses what is not there, whoever races.</remarks>
internal sealed class MoveMoney(AccountsParts parts)
{
    public static LedgerAccount AccountOf(AccountKind kind, string memberId, string currency) => kind switch
    {
        AccountKind.Wallet => LedgerAccounts.Wallet(memberId, currency),
        AccountKind.StaffCash => LedgerAccounts.StaffCash(memberId, currency),
        AccountKind.StaffWelfare => LedgerAccounts.StaffWelfare(memberId, currency),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no account"),
    };

    /// <returns>True when it moved now, false when an earlier call with this reference has moved the same.</returns>
    public async Task<Outcome<bool>> RunAsync(CoreTransaction tx, Actor actor, Movement movement)
    {
        if (movement.AmountMinor is 0 or > Money.MinorMax or < -Money.MinorMax) return Refusal.Invalid("bad-amount", $"found an amount of {movement.AmountMinor}, expected 1 to {Money.MinorMax}");
        var row = new EntryRow { Id = parts.Ids.Next(), MemberId = movement.MemberId, Kind = Words.Of(movement.Kind), Movement = movement.What, AmountMinor = movement.AmountMinor, Reference = movement.Reference, Actor = actor.ToString(), CreatedAt = tx.NowMicros };
        if (!await tx.ExecuteOneAsync($"insert into account_entry ({EntryRow.Columns}) values (@Id, @MemberId, @Kind, @Movement, @AmountMinor, @Reference, @Actor, @CreatedAt) on conflict do nothing", row))
        {
            var before = await tx.GetAsync<EntryRow>($"select {EntryRow.Columns} from account_entry where reference = @Reference and kind = @Kind", row);
            return before.MemberId == row.MemberId && before.AmountMinor == row.AmountMinor && before.Movement == row.Movement ? false
                : Refusal.Conflict("reference-reused", $"the reference '{movement.Reference}' came before with another content; use a new one");
        }
        if (await tx.ExecuteOneAsync("insert into account_account (member_id, kind, opened_at) values (@MemberId, @Kind, @CreatedAt) on conflict do nothing", row))
            tx.Emit(parts.Header(tx, actor, row.MemberId), new AccountOpened(row.MemberId, row.Kind, parts.Options.Currency, parts.Day(tx)));
        var account = AccountOf(movement.Kind, movement.MemberId, parts.Options.Currency);
        // A gain debits the other side and credits the member's; a negative amount turns both round.
        var posted = await parts.Ledger.PostAsync(tx, actor, new Transfer($"account/{row.Kind}/{row.Reference}", $"{row.Kind}-{row.Movement}", parts.Day(tx).Day,
            [Posting.Debit(movement.Other, movement.AmountMinor), Posting.Credit(account, movement.AmountMinor)]));
        return posted.IsDone ? true : posted.Refusal!;
    }
}

internal sealed record EntryRow
{
    public const string Columns = "id, member_id, kind, movement, amount_minor, reference, actor, created_at";

    public string Id { get; init; } = "";
    public string MemberId { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Movement { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Reference { get; init; } = "";
    public string Actor { get; init; } = "";
    public long CreatedAt { get; init; }
}
