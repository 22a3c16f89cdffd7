using RailLife.Commerce.Ledger;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>The means of paying that are the operator's own [组合支付], and which accounts they move.</summary>
/// <remarks>Catalogue PAY-01, PLT-18, ACC-03, PTS-04. Law I-28: parts sum to what is payable.</remarks>
internal static class Tenders
{
    public const string Wallet = "wallet";
    public const string StaffCash = "staff-cash";
    public const string StaffWelfare = "staff-welfare";
    public const string InstantCredit = "instant-credit";
    public const string Subsidy = "subsidy";

    /// <summary>Money goes back in this order: first outside, where it came from; the operator's own discount last, for it was never the payer's.</summary>
    private static readonly string[] BackOrder = [Wallet, StaffCash, StaffWelfare, InstantCredit, Subsidy];

    public static bool IsOwn(string tender) => BackOrder.Contains(tender);

    public static int BackRank(string tender) => Array.IndexOf(BackOrder, tender);

    /// <summary>Null when these parts pay it.</summary>
    public static Refusal? Decide(long payableMinor, IReadOnlyList<TenderAsk> asks, Func<string, bool> isChannel)
    {
        if (asks.FirstOrDefault(a => !IsOwn(a.Tender) && !isChannel(a.Tender)) is { } unknown) return Refusal.Invalid("unknown-tender", $"found the tender '{unknown.Tender}', expected {string.Join(", ", BackOrder)} or a channel of this installation");
        if (asks.FirstOrDefault(a => a.AmountMinor <= 0) is { } empty) return Refusal.Invalid("bad-tender-amount", $"{empty.Tender}: found {empty.AmountMinor}, expected 1 or more");
        if (asks.GroupBy(a => a.Tender).FirstOrDefault(g => g.Count() > 1) is { } twice) return Refusal.Invalid("tender-twice", $"found '{twice.Key}' {twice.Count()} times, expected it once");
        if (asks.Count(a => !IsOwn(a.Tender)) > 1) return Refusal.Invalid("two-channels", "found two outside channels, expected one at most");
        if (asks.Any(a => (a.Tender == Subsidy) != (a.QuotaId is not null))) return Refusal.Invalid("quota-needed", "a subsidy names its quota_id, and no other tender does");
        var sum = asks.Aggregate(0L, (total, a) => checked(total + a.AmountMinor));
        return sum == payableMinor ? null : Refusal.Conflict("tenders-differ", $"the tenders sum to {sum}, expected the payable {payableMinor}");
    }

    /// <summary>Postings that pay a part; the reverse gives it back.</summary>
    public static IEnumerable<Posting> Pay(string memberId, string tender, string? quotaId, long amount, string currency)
    {
        yield return Posting.Credit(LedgerAccounts.Receivable(currency), amount);
        if (tender == Subsidy)
        {
            // The operator bears the discount, and the bank pays it out of the quota that was bought from it.
            yield return Posting.Debit(LedgerAccounts.PlatformCost(Subsidy, currency), amount);
            yield return Posting.Debit(LedgerAccounts.Channel(Subsidy, currency), amount);
            yield return Posting.Credit(LedgerAccounts.Subsidy(quotaId ?? throw new InvalidOperationException("a subsidy without a quota"), currency), amount);
        }
        else yield return Posting.Debit(AccountOf(memberId, tender, currency), amount);
    }

    public static IEnumerable<Posting> GiveBack(string memberId, string tender, string? quotaId, long amount, string currency) =>
        Pay(memberId, tender, quotaId, amount, currency).Select(p => new Posting(p.Account, checked(-p.Amount)));

    private static LedgerAccount AccountOf(string memberId, string tender, string currency) => tender switch
    {
        Wallet => LedgerAccounts.Wallet(memberId, currency),
        StaffCash => LedgerAccounts.StaffCash(memberId, currency),
        StaffWelfare => LedgerAccounts.StaffWelfare(memberId, currency),
        InstantCredit => LedgerAccounts.InstantCredit(memberId, currency),
        _ => LedgerAccounts.Channel(tender, currency),
    };
}
