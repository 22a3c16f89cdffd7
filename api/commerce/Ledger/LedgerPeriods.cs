using System.Globalization;
using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Months of the books. A closed one takes no posting any more (I-43).</summary>
internal static class LedgerPeriods
{
    /// <summary>A month can be closed this long after its end: whoever posts for today's month then need not ask, and takes no shared lock.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    public static async Task<Refusal?> RefuseClosedAsync(CoreTransaction tx, string period)
    {
        if (string.CompareOrdinal(period, Of(DateOnly.FromDateTime(tx.Now.UtcDateTime))) >= 0) return null;
        await tx.ExecuteAsync("insert into ledger_period (period, state) values (@period, 'open') on conflict do nothing", new { period });
        var state = await tx.GetAsync<string>($"select state from ledger_period where period = @period{tx.Dialect.ForShare}", new { period });
        return state == "open" ? null : Refusal.Conflict("period-closed", $"the period {period} is closed; post on a later date");
    }

    /// <summary>Closes a month for good. Closing it again changes nothing.</summary>
    public static async Task<Outcome<string>> CloseAsync(CoreTransaction tx, Actor actor, string period)
    {
        if (!DateOnly.TryParseExact($"{period}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            return Refusal.Invalid("bad-period", $"found '{period}', expected a month such as 2026-03");
        var endsAt = new DateTimeOffset(first.AddMonths(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (tx.Now < endsAt + Grace) return Refusal.Conflict("period-not-over", $"the period {period} can be closed from {endsAt + Grace:u} on");
        await tx.ExecuteAsync("insert into ledger_period (period, state) values (@period, 'open') on conflict do nothing", new { period });
        await tx.ExecuteAsync("update ledger_period set state = 'closed', closed_at = @NowMicros, closed_by = @By where period = @period and state = 'open'", new { period, tx.NowMicros, By = actor.ToString() });
        return period;
    }

    public static string Of(DateOnly date) => date.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
