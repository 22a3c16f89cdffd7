using RailLife.Store;

namespace RailLife.Commerce;

/// <summary>What the core database counts of one thing on one day. With time it only grows, so that a look before and a look after enclose what lies between.</summary>
/// <param name="Day">Business date; for members the day in UTC.</param>
/// <param name="What">In words, such as <c>orders placed</c>.</param>
/// <param name="Unit">Currency, or PTS; empty where nothing is summed.</param>
public sealed record CoreTotal(DateOnly Day, string What, string Unit, long Count, long AmountMinor);

/// <summary>What the data platform must come to as well, from the tables of each service.</summary>
public sealed class CoreTotals(CoreDatabase database, CommerceOptions options)
{
    /// <summary>One consistent look at all of them.</summary>
    public Task<IReadOnlyList<CoreTotal>> ReadAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<CoreTotal>>(async tx =>
    [
        .. await Orders.OrderTotals.ReadAsync(tx, options), .. await Payments.RefundTotals.ReadAsync(tx, options),
        .. await Ledger.SealedTotals.ReadAsync(tx), .. await Members.MemberTotals.ReadAsync(tx),
    ], ct);
}

/// <summary>Rows counted by the quarter of an hour in which they happened: no zone has a midnight inside one.</summary>
internal sealed record QuarterRow
{
    /// <summary>Microseconds of a quarter; an instant is divided by it in SQL.</summary>
    public const long Micros = 15L * 60 * 1_000_000;

    public long Quarter { get; init; }
    public string Unit { get; init; } = "";
    public long Count { get; init; }
    public long Amount { get; init; }

    /// <summary>The quarters' days, by the operator's zone.</summary>
    public static IEnumerable<CoreTotal> ByDay(IEnumerable<QuarterRow> rows, string what, Func<DateTimeOffset, DateOnly> dayOf) =>
        rows.GroupBy(r => (Day: dayOf((r.Quarter * Micros).ToInstant()), r.Unit)).Select(g => new CoreTotal(g.Key.Day, what, g.Key.Unit, g.Sum(r => r.Count), g.Sum(r => r.Amount)));
}
