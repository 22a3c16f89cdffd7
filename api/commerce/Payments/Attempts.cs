using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Ends of a try to pay. The payment's row is locked by whoever calls.</summary>
internal static class Attempts
{
    /// <summary>Own parts are free at once; a channel that may know of it is asked to close it, and until it has answered the attempt is closing.</summary>
    public static async Task GiveUpAsync(CoreTransaction tx, LedgerFacade ledger, RiskGate risk, Actor actor, AttemptRow attempt, string code)
    {
        await ReleaseAsync(tx, ledger, risk, actor, attempt);
        var wasAnnounced = attempt.Channel is not null && (attempt.State is "pending" or "unknown" || (attempt.State == "init" && attempt.TodoAt is not null));
        await tx.ExecuteAsync(
            wasAnnounced
                ? "update pay_attempt set state = 'closing', code = @code, todo = 'close', todo_at = @NowMicros, tries = 0 where id = @Id"
                : "update pay_attempt set state = 'closed', code = @code, todo = null, todo_at = null, ended_at = @NowMicros where id = @Id",
            new { code, tx.NowMicros, attempt.Id });
    }

    /// <summary>Ends it for good, without success.</summary>
    public static async Task EndAsync(CoreTransaction tx, LedgerFacade ledger, RiskGate risk, Actor actor, AttemptRow attempt, string state, string? code)
    {
        if (attempt.IsLive) await ReleaseAsync(tx, ledger, risk, actor, attempt);
        await tx.ExecuteAsync("update pay_attempt set state = @state, code = coalesce(@code, code), todo = null, todo_at = null, ended_at = @NowMicros where id = @Id", new { state, code, tx.NowMicros, attempt.Id });
    }

    private static async Task ReleaseAsync(CoreTransaction tx, LedgerFacade ledger, RiskGate risk, Actor actor, AttemptRow attempt)
    {
        // A hold that has expired by itself is as free as one that is voided.
        if (attempt.HoldId is { } hold) await tx.TryAsync(() => ledger.VoidAsync(tx, actor, hold));
        await risk.GiveBackAsync(tx, attempt.Id);
    }
}
