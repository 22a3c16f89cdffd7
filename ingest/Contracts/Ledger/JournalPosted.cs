namespace RailLife.Contracts.Ledger;

/// <summary>A transfer was booked [记账]. Key: the transfer's id.</summary>
/// <remarks>Catalogue LED-03: each node of an order, each refund, each recharge is a transfer of the ledger.</remarks>
/// <param name="Reference">What it was booked for: <c>order/0198…/paid</c>.</param>
/// <param name="Unit">A currency, or <c>PTS</c> for points.</param>
/// <param name="Postings">Their amounts sum to 0.</param>
[Event("journal.posted", Topics.Order)]
public sealed record JournalPosted(
    string TransferId,
    [Text(300)] string Reference,
    string Kind,
    [Text(10)] string Unit,
    [Items(2, 10_000)] IReadOnlyList<JournalPosting> Postings,
    BusinessDate BusinessDate) : IEventRecord;

/// <param name="AmountMinor">Debit positive, credit negative.</param>
public sealed record JournalPosting(
    string Account,
    string AccountClass,
    [Range(-Money.MinorMax, Money.MinorMax)] long AmountMinor);
