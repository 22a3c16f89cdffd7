using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RailLife.Commerce.Ledger;

/// <summary>One side of a transfer.</summary>
/// <param name="Amount">Debit positive, credit negative; never 0.</param>
public readonly record struct Posting(LedgerAccount Account, long Amount)
{
    public static Posting Debit(LedgerAccount account, long amount) => new(account, amount);

    public static Posting Credit(LedgerAccount account, long amount) => new(account, checked(-amount));

    /// <summary>What it adds to the account's balance as people read it.</summary>
    internal long Natural => Account.Natural(Amount);
}

/// <summary>Amounts that move together: all of them or none.</summary>
/// <param name="Reference">Unique for ever: a repeated call with it gives the first result (I-40). <c>order/0198…/paid</c>.</param>
/// <param name="Kind">What for: <c>order-paid</c>, <c>refund</c>, <c>wallet-recharge</c>.</param>
/// <param name="EffectiveDate">The business day on which it counts; may lie back as far as the period is open.</param>
/// <param name="Postings">Two or more of one unit whose sum is 0. Amounts of 0 are left out.</param>
public sealed record Transfer(string Reference, string Kind, DateOnly EffectiveDate, IReadOnlyList<Posting> Postings)
{
    /// <summary>Postings in the order in which accounts are locked, one per account.</summary>
    internal IReadOnlyList<Posting> InOrder() =>
        [.. Postings.GroupBy(p => p.Account.Id, StringComparer.Ordinal)
            .Select(g => new Posting(g.First().Account, g.Aggregate(0L, (sum, p) => checked(sum + p.Amount))))
            .Where(p => p.Amount != 0)
            .OrderBy(p => p.Account.Id, StringComparer.Ordinal)];

    /// <summary>What makes two calls with one reference the same call.</summary>
    /// <param name="inOrder">Its postings as <see cref="InOrder"/> has them.</param>
    internal string Hash(IReadOnlyList<Posting> inOrder)
    {
        var text = new StringBuilder($"{Kind}\n{Day(EffectiveDate)}\n");
        foreach (var posting in inOrder) text.Append(CultureInfo.InvariantCulture, $"{posting.Account.Id} {posting.Account.Unit} {posting.Amount}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    internal static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
