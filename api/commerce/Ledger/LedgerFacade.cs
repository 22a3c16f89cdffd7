using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>The books: every amount of money and points moves here and nowhere else.</summary>
/// <remarks>Catalogue LED-01..07, laws I-37..I-44. A posting that would take an account below its floor is refused and nothing moves.</remarks>
public sealed class LedgerFacade(IdSource ids)
{
    private readonly PostTransfers post = new(ids);
    private readonly HoldTransfer hold = new(ids);

    /// <summary>Moves at once. A repeated reference with the same content gives the first transfer's id; with other content it is refused.</summary>
    public Task<Outcome<string>> PostAsync(CoreTransaction tx, Actor actor, Transfer transfer) => post.OneAsync(tx, actor, transfer, reverses: null);

    /// <summary>Moves many at once, as if one after the other, all or none: the refusal names the first that cannot be booked, and the caller gives up what it wrote.</summary>
    /// <returns>Ids in the order given.</returns>
    public Task<Outcome<string[]>> PostManyAsync(CoreTransaction tx, Actor actor, IReadOnlyList<Transfer> transfers) => post.RunAsync(tx, actor, transfers);

    /// <summary>First phase: what leaves accounts with a floor is set aside and can be spent by nobody else, until it is posted, voided or <paramref name="expiresAt"/>.</summary>
    public Task<Outcome<string>> HoldAsync(CoreTransaction tx, Actor actor, Transfer transfer, DateTimeOffset expiresAt) => hold.RunAsync(tx, actor, transfer, expiresAt);

    /// <summary>Second phase: moves what was held.</summary>
    /// <param name="amount">At most the held amount, for a hold between two accounts; null = all of it. The rest is released.</param>
    public Task<Outcome<string>> PostHeldAsync(CoreTransaction tx, Actor actor, string transferId, long? amount = null) => SettleHold.PostAsync(tx, actor, transferId, amount);

    /// <summary>Second phase: nothing moves, what was held is free again.</summary>
    public Task<Outcome<string>> VoidAsync(CoreTransaction tx, Actor actor, string transferId) => SettleHold.ReleaseAsync(tx, transferId, "voided");

    /// <summary>Posts the opposite of a posted transfer, once.</summary>
    public Task<Outcome<string>> ReverseAsync(CoreTransaction tx, Actor actor, string transferId, string reference, DateOnly effectiveDate) =>
        ReverseTransfer.RunAsync(tx, actor, transferId, reference, effectiveDate, post);

    /// <summary>The balance on the account's natural side. For an account with a floor it is exact and includes what is held.</summary>
    public Task<long> BalanceAsync(CoreTransaction tx, LedgerAccount account) => LedgerBalances.NowAsync(tx, account);

    /// <summary>What can be spent now: the balance less what is held and less the floor. For accounts with a floor.</summary>
    public Task<long> AvailableAsync(CoreTransaction tx, LedgerAccount account) => LedgerBalances.AvailableAsync(tx, account);

    /// <summary>The balance at the end of a day by effective dates: entries booked later for that day or before count too (I-38).</summary>
    public Task<long> BalanceAtAsync(CoreTransaction tx, LedgerAccount account, DateOnly date) => LedgerBalances.AtAsync(tx, account, date);

    /// <summary>The id of the transfer with this reference, whatever its state; null when there is none.</summary>
    public Task<string?> FindAsync(CoreTransaction tx, string reference) =>
        tx.FindAsync<string>("select id from ledger_transfer where reference = @reference", new { reference });
}
