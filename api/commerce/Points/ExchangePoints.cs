using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <param name="Points">As many as become whole minor units.</param>
public sealed record ExchangePointsBody([Range(1, 1_000_000_000)] long Points);

public sealed record ExchangeView(string Id, long Points, long CreditMinor, [Currency] string Currency);

/// <summary>Points become instant credit [积分兑换立减金] that payments use; all members together only as much a day as the rules allow.</summary>
/// <remarks>Catalogue PTS-04, PLT-18. The operator pays for it: a cost in money, and a debt in points less.</remarks>
internal sealed class ExchangePoints(PointsParts parts, MembersFacade members)
{
    private readonly UsePoints use = new(parts);

    public async Task<Outcome<ExchangeView>> RunAsync(Call call, ExchangePointsBody body, CoreTransaction tx)
    {
        if (await members.FindAsync(tx, call.Actor.Id) is not { IsActive: true } member) return Refusal.NotFound("member", call.Actor.Id);
        var (rules, _) = await PointsRulesBook.CurrentAsync(tx);
        if (body.Points < rules.ExchangePointsMin || body.Points % rules.ExchangePointsPerMinor != 0)
            return Refusal.Invalid("bad-points", $"points: found {body.Points}, expected {rules.ExchangePointsMin} or more in steps of {rules.ExchangePointsPerMinor}");
        var credit = body.Points / rules.ExchangePointsPerMinor;
        var id = parts.Ids.Next();
        var spent = await use.SpendAsync(tx, call.Actor, member.Id, body.Points, $"exchange/{id}", "exchange");
        if (!spent.IsDone) return spent.Refusal!;
        // The day's quota is everybody's row: it is taken last, so that it is held for the shortest time.
        var currency = parts.Options.Currency;
        var posted = await parts.Ledger.PostAsync(tx, call.Actor, new Transfer($"points/exchange/{id}", "points-exchanged", parts.Today(tx),
            [Posting.Debit(LedgerAccounts.PlatformCost("points", currency), credit), Posting.Credit(LedgerAccounts.InstantCredit(member.Id, currency), credit)]));
        if (!posted.IsDone) return posted.Refusal!;
        if (!await TakeQuotaAsync(tx, credit, rules.ExchangeDailyMinorMax)) return Refusal.Conflict("exchange-quota-used", "today's credit is given out; try again tomorrow, or exchange less");
        tx.Emit(parts.Header(tx, call.Actor, member.Id), new PointsExchanged(member.Id, id, body.Points, credit, currency, parts.Options.DayOf(tx.Now)));
        return new ExchangeView(id, body.Points, credit, currency);
    }

    private async Task<bool> TakeQuotaAsync(CoreTransaction tx, long credit, long most)
    {
        var quota = new { Day = parts.Options.DayOf(tx.Now).ToString(), credit, most };
        await tx.ExecuteAsync("insert into points_exchange_quota (day, used_minor) values (@Day, 0) on conflict do nothing", quota);
        return await tx.ExecuteOneAsync("update points_exchange_quota set used_minor = used_minor + @credit where day = @Day and used_minor + @credit <= @most", quota);
    }
}
