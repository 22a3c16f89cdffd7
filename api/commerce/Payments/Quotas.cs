using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="Name">For staff.</param>
/// <param name="PerPaymentMaxMinor">Most that one payment gets.</param>
/// <param name="EndsAt">Unix seconds; not used after.</param>
public sealed record BuyQuotaBody(string Name, [Currency] string Currency, [Range(1, Money.MinorMax)] long AmountMinor, [Range(1, Money.MinorMax)] long PerPaymentMaxMinor, [Range(0, 4_102_444_800)] long EndsAt);

public sealed record QuotaView(string Id, string Name, string Currency, long LeftMinor, long PerPaymentMaxMinor, string EndsAt);

/// <summary>Quotas of instant discounts [微信立减], bought from the bank in advance and used up by payments.</summary>
/// <remarks>Catalogue PLT-18. Law I-29: used never passes purchased; the ledger's floor of the quota's account is the guard.</remarks>
internal sealed class Quotas(LedgerFacade ledger, IdSource ids, CommerceOptions options)
{
    public async Task<Outcome<QuotaView>> BuyAsync(Call call, BuyQuotaBody body, CoreTransaction tx)
    {
        var row = new QuotaRow { Id = ids.Next(), Name = body.Name, Currency = body.Currency, PerPaymentMaxMinor = body.PerPaymentMaxMinor, EndsAt = checked(body.EndsAt * 1_000_000) };
        if (row.EndsAt <= tx.NowMicros) return Refusal.Invalid("already-ended", "ends_at lies in the past");
        await tx.ExecuteAsync("insert into pay_quota (id, name, currency, per_payment_max_minor, ends_at, created_at, actor) values (@Id, @Name, @Currency, @PerPaymentMaxMinor, @EndsAt, @NowMicros, @Actor)",
            new { row.Id, row.Name, row.Currency, row.PerPaymentMaxMinor, row.EndsAt, tx.NowMicros, Actor = call.Actor.ToString() });
        var account = LedgerAccounts.Subsidy(row.Id, body.Currency);
        var posted = await ledger.PostAsync(tx, call.Actor, new Transfer($"quota/{row.Id}/purchased", "quota-purchased", options.DayOf(tx.Now).Day,
            [Posting.Debit(account, body.AmountMinor), Posting.Credit(LedgerAccounts.Bank(body.Currency), body.AmountMinor)]));
        if (!posted.IsDone) return posted.Refusal!;
        tx.Emit(new EventHeader(ids.Next(), "raillife/commerce/payments", row.Id, tx.Now) { Actor = call.Actor.ToString() }, new SubsidyQuotaPurchased(row.Id, body.AmountMinor, body.Currency, options.DayOf(tx.Now)));
        return await ViewAsync(tx, row);
    }

    public async Task<Outcome<Page<QuotaView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<QuotaRow>("select id, name, currency, per_payment_max_minor, ends_at from pay_quota where (@After is null or id > @After) order by id limit @Limit", new { page.After, Limit = page.Limit + 1 });
        var views = new List<QuotaView>();
        foreach (var row in rows) views.Add(await ViewAsync(tx, row));
        return page.Of(views, v => v.Id);
    }

    /// <summary>Null when this quota may pay this part; whether enough is left says the ledger.</summary>
    public static async Task<Refusal?> RefuseAsync(CoreTransaction tx, TenderAsk ask, string currency)
    {
        var row = await tx.FindAsync<QuotaRow>("select id, name, currency, per_payment_max_minor, ends_at from pay_quota where id = @QuotaId", ask);
        if (row is null || row.Currency != currency || row.EndsAt <= tx.NowMicros) return Refusal.Conflict("quota-not-open", $"the quota '{ask.QuotaId}' is not there, has ended or is in another currency");
        return ask.AmountMinor <= row.PerPaymentMaxMinor ? null : Refusal.Conflict("quota-per-payment", $"found {ask.AmountMinor}, expected at most {row.PerPaymentMaxMinor} per payment");
    }

    private async Task<QuotaView> ViewAsync(CoreTransaction tx, QuotaRow row) => new(row.Id, row.Name, row.Currency, await ledger.AvailableAsync(tx, LedgerAccounts.Subsidy(row.Id, row.Currency)), row.PerPaymentMaxMinor, EventJson.Instant(row.EndsAt.ToInstant()));

    private sealed record QuotaRow
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Currency { get; init; } = "";
        public long PerPaymentMaxMinor { get; init; }
        public long EndsAt { get; init; }
    }
}
