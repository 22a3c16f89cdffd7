using System.Globalization;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>Points that come in: a debt is paid first, the rest is a lot.</summary>
/// <param name="Reference">Unique for ever; a repeated call gives what the first one gave.</param>
/// <param name="AmountMinor">What was paid for it, so that refunds take back their part; null when it was not for money.</param>
/// <param name="ExpiresOn">The last day on which they can be spent.</param>
public sealed record PointsGift(string MemberId, EarnKind Kind, long Points, string Reference, long RuleVersion, DateOnly ExpiresOn, long? AmountMinor = null, string Reason = "");

/// <summary>Gives points to a member.</summary>
/// <remarks>Catalogue PTS-01, PTS-02. Ledger: debit points issued, credit the member's debt as far as he has one, credit his points.</remarks>
internal sealed class EarnPoints(PointsParts parts)
{
    /// <summary>The most that one call gives.</summary>
    public const long PointsMax = 1_000_000_000;

    /// <returns>Points given, with those that paid the debt.</returns>
    public async Task<Outcome<long>> RunAsync(CoreTransaction tx, Actor actor, PointsGift gift)
    {
        if (gift.Points is < 0 or > PointsMax) return Refusal.Invalid("bad-points", $"found {gift.Points} points, expected 0 to {PointsMax}");
        if (gift.Points == 0) return 0;
        await PointsAccount.LockAsync(tx, gift.MemberId);
        var (before, reused) = await PointsAccount.RepeatedAsync(tx, gift.MemberId, EntryRow.Earned, gift.Reference);
        if (reused is not null) return reused;
        if (before is not null) return before.Points - before.Debt == gift.Points ? gift.Points : PointsAccount.Reused(gift.Reference);

        var paid = Math.Min(gift.Points, await PointsAccount.DebtAsync(tx, parts, gift.MemberId));
        var posted = await parts.Ledger.PostAsync(tx, actor, new Transfer($"points/earned/{gift.Reference}", "points-earned", parts.Today(tx),
        [
            Posting.Debit(LedgerAccounts.PointsIssued, gift.Points), Posting.Credit(LedgerAccounts.PointsDebt(gift.MemberId), paid),
            Posting.Credit(LedgerAccounts.PointsOf(gift.MemberId), gift.Points - paid),
        ]));
        if (!posted.IsDone) return posted.Refusal!;
        var isWritten = await PointsAccount.WriteAsync(tx, new EntryRow
        {
            Id = parts.Ids.Next(), MemberId = gift.MemberId, Kind = EntryRow.Earned, Points = gift.Points - paid, Debt = -paid, Reference = gift.Reference,
            Reason = gift.Reason.Length > 0 ? gift.Reason : Words.Of(gift.Kind), RuleVersion = gift.RuleVersion, Actor = actor.ToString(), CreatedAt = tx.NowMicros,
        });
        if (!isWritten) return PointsAccount.Reused(gift.Reference);
        await InsertLotAsync(tx, parts, gift, gift.Points - paid);
        tx.Emit(parts.Header(tx, actor, gift.MemberId), new PointsEarned(gift.MemberId, gift.Points, paid, Words.Of(gift.Kind), gift.Reference, gift.RuleVersion, gift.ExpiresOn));
        return gift.Points;
    }

    public static Task InsertLotAsync(CoreTransaction tx, PointsParts parts, PointsGift gift, long remaining) => tx.ExecuteAsync(
        """
        insert into points_lot (id, member_id, reference, kind, earned, remaining, held, taken_back, expired, amount_minor, refunded_minor, rule_version, expires_on, created_at)
        values (@Id, @MemberId, @Reference, @Kind, @Points, @remaining, 0, 0, 0, @AmountMinor, 0, @RuleVersion, @ExpiresOn, @NowMicros)
        """,
        new
        {
            Id = parts.Ids.Next(), gift.MemberId, gift.Reference, Kind = Words.Of(gift.Kind), gift.Points, remaining, gift.AmountMinor, gift.RuleVersion,
            ExpiresOn = gift.ExpiresOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), tx.NowMicros,
        });
}
