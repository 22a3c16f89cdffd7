using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Closes months of the books, for whoever runs the installation.</summary>
public sealed class LedgerClosing(CoreDatabase database)
{
    /// <summary>Closes a month that is over, for good; closing it again changes nothing.</summary>
    /// <param name="period"><c>2026-03</c>.</param>
    public Task<Outcome<string>> CloseAsync(string closedBy, string period, CancellationToken ct) =>
        database.WriteAsync(tx => LedgerPeriods.CloseAsync(tx, new Actor(ActorKind.System, closedBy), period), ct);
}
