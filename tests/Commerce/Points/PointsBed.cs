using RailLife.Commerce;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Points;
using RailLife.Store;

namespace RailLife.Tests.Commerce.Points;

/// <summary>Points over a bed's database, with the laws that hold after every step.</summary>
internal sealed class PointsBed : IAsyncDisposable
{
    private PointsBed(CommerceBed bed)
    {
        Bed = bed;
        Parts = new PointsParts(bed.Ids, new LedgerFacade(bed.Ids), new CommerceOptions());
        Facade = new PointsFacade(Parts);
        Expiry = new ExpirePoints(bed.Database, Parts);
    }

    public static Actor Nobody { get; } = Actor.Platform;

    public CommerceBed Bed { get; }
    public PointsParts Parts { get; }
    public PointsFacade Facade { get; }
    public ExpirePoints Expiry { get; }

    public DateOnly Today => Parts.Options.DayOf(Bed.Clock.Now).Day;

    public static async Task<PointsBed> StartAsync(string kind) => new(await CommerceBed.StartAsync(kind));

    public Task<Outcome<long>> EarnAsync(string member, long points, string reference, int days = 100) =>
        Bed.WriteAsync(tx => Facade.EarnAsync(tx, member, points, reference, 1, Today.AddDays(days), Nobody));

    /// <summary>Points for a payment; <paramref name="points"/> of them for <paramref name="amountMinor"/>.</summary>
    public Task<Outcome<long>> BuyAsync(string member, long points, long amountMinor, string reference, int days = 100) =>
        Bed.WriteAsync(tx => new EarnPoints(Parts).RunAsync(tx, Nobody, new PointsGift(member, EarnKind.Purchase, points, reference, 1, Today.AddDays(days), amountMinor)));

    public Task<Outcome<string>> HoldAsync(string member, long points, string reference, int minutes = 30) =>
        Bed.WriteAsync(tx => Facade.HoldAsync(tx, member, points, reference, Bed.Clock.Now.AddMinutes(minutes), Nobody));

    public Task<Outcome<string>> SpendHeldAsync(string reference) => Bed.WriteAsync(tx => Facade.SpendHeldAsync(tx, reference, Nobody));

    public Task<Outcome<string>> ReleaseAsync(string reference) => Bed.WriteAsync(tx => Facade.ReleaseAsync(tx, reference, Nobody));

    public Task<Outcome<string>> SpendAsync(string member, long points, string reference) => Bed.WriteAsync(tx => Facade.SpendAsync(tx, member, points, reference, "test", Nobody));

    public Task<Outcome<long>> ReturnAsync(string member, long points, string use, string reference) => Bed.WriteAsync(tx => Facade.ReturnSpentAsync(tx, member, points, use, reference, Nobody));

    public Task<Outcome<long>> RefundAsync(string member, string earned, long refundedMinor, string reference) =>
        Bed.WriteAsync(tx => Facade.ClawBackForRefundAsync(tx, member, earned, refundedMinor, reference, Nobody));

    public Task<Outcome<long>> ClawBackAsync(string member, long points, string reference) => Bed.WriteAsync(tx => Facade.ClawBackAsync(tx, member, points, reference, Nobody));

    public Task<long> AvailableAsync(string member) => Bed.ReadAsync(tx => Facade.AvailableAsync(tx, member));

    public Task<long> BalanceAsync(string member) => Bed.ReadAsync(tx => Parts.Ledger.BalanceAsync(tx, LedgerAccounts.PointsOf(member)));

    public Task<long> DebtAsync(string member) => Bed.ReadAsync(tx => Facade.DebtAsync(tx, member));

    /// <summary>Laws I-17 and I-18: never below zero; the ledger, the lots and the entries say the same.</summary>
    public async Task BooksAgreeAsync(string member)
    {
        var (balance, debt) = (await BalanceAsync(member), await DebtAsync(member));
        var sums = await Bed.ReadAsync(tx => tx.GetAsync<Sums>(
            """
            select (select cast(coalesce(sum(remaining), 0) as bigint) from points_lot where member_id = @member) as lots,
              (select cast(coalesce(sum(held), 0) as bigint) from points_lot where member_id = @member) as held,
              (select cast(coalesce(sum(points), 0) as bigint) from points_use where member_id = @member and state = 'held') as holds,
              (select cast(coalesce(sum(points), 0) as bigint) from points_entry where member_id = @member) as entries,
              (select cast(coalesce(sum(debt), 0) as bigint) from points_entry where member_id = @member) as debts,
              (select cast(coalesce(-sum(amount), 0) as bigint) from ledger_entry where account_id = @account) as ledger,
              (select cast(coalesce(min(remaining - held), 0) as bigint) from points_lot where member_id = @member) as least
            """, new { member, account = LedgerAccounts.PointsOf(member).Id }));
        Assert.True(balance >= 0 && debt >= 0 && sums.Least >= 0, $"balance {balance}, debt {debt}, least free {sums.Least}");
        Assert.Equal((balance, balance, balance), (sums.Lots, sums.Entries, sums.Ledger));
        Assert.Equal((debt, sums.Holds), (sums.Debts, sums.Held));
    }

    public ValueTask DisposeAsync() => Bed.DisposeAsync();

    private sealed record Sums
    {
        public long Lots { get; init; }
        public long Held { get; init; }
        public long Holds { get; init; }
        public long Entries { get; init; }
        public long Debts { get; init; }
        public long Ledger { get; init; }
        public long Least { get; init; }
    }
}
