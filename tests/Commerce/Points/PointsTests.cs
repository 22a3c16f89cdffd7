using RailLife.Commerce.Points;

namespace RailLife.Tests.Commerce.Points;

/// <summary>Points by example: PTS-01..03, PTS-07.</summary>
public class PointsTests
{
    private const string M = "m-1";

    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task The_next_to_expire_is_spent_first(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.EarnAsync(M, 100, "late", days: 90);
        await points.EarnAsync(M, 100, "soon", days: 10);
        Assert.True((await points.SpendAsync(M, 120, "use")).IsDone);
        Assert.Equal([("late", 80L), ("soon", 0L)], await LotsAsync(points));
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task More_than_there_is_is_refused_and_nothing_moves(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.EarnAsync(M, 100, "a");
        await points.HoldAsync(M, 60, "order/1");
        Assert.Equal("points-short", (await points.SpendAsync(M, 41, "use")).Refusal?.Code);
        Assert.Equal("points-short", (await points.HoldAsync(M, 41, "order/2")).Refusal?.Code);
        Assert.True((await points.SpendAsync(M, 40, "use-2")).IsDone);
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_hold_is_spent_or_released_once_and_repeating_either_is_harmless(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.EarnAsync(M, 100, "a");
        await points.HoldAsync(M, 30, "order/1");
        Assert.True((await points.HoldAsync(M, 30, "order/1")).IsDone);
        Assert.Equal("reference-reused", (await points.HoldAsync(M, 31, "order/1")).Refusal?.Code);
        Assert.True((await points.SpendHeldAsync("order/1")).IsDone);
        Assert.True((await points.SpendHeldAsync("order/1")).IsDone);
        Assert.Equal("points-spent", (await points.ReleaseAsync("order/1")).Refusal?.Code);
        await points.HoldAsync(M, 30, "order/2");
        Assert.True((await points.ReleaseAsync("order/2")).IsDone);
        Assert.True((await points.ReleaseAsync("order/2")).IsDone);
        Assert.Equal("points-released", (await points.SpendHeldAsync("order/2")).Refusal?.Code);
        Assert.Equal("unknown-points-hold", (await points.SpendHeldAsync("order/3")).Refusal?.Code);
        Assert.Equal(70, await points.AvailableAsync(M));
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Expiry_takes_exactly_what_was_not_spent_and_leaves_what_is_held(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.EarnAsync(M, 100, "a", days: 5);
        await points.SpendAsync(M, 10, "use");
        points.Bed.Clock.Now += TimeSpan.FromDays(5);
        await points.Expiry.RunDueAsync(CommerceBed.Ct);
        Assert.Equal(90, await points.BalanceAsync(M));   // its last day is today
        await points.HoldAsync(M, 25, "order/1", minutes: 60 * 48);

        points.Bed.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(0, await points.AvailableAsync(M));
        await points.Expiry.RunDueAsync(CommerceBed.Ct);
        await points.Expiry.RunDueAsync(CommerceBed.Ct);
        Assert.Equal(25, await points.BalanceAsync(M));
        Assert.Equal([-65L], await EntriesAsync(points, "expired"));

        points.Bed.Clock.Now += TimeSpan.FromDays(1);   // the hold is over as well
        await points.Expiry.RunDueAsync(CommerceBed.Ct);
        Assert.Equal([-65L, -25L], await EntriesAsync(points, "expired"));
        Assert.Equal(0, await points.BalanceAsync(M));
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_hold_that_nobody_settles_ends_by_itself(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.EarnAsync(M, 100, "a");
        await points.HoldAsync(M, 60, "order/1");
        points.Bed.Clock.Now += TimeSpan.FromMinutes(30);
        Assert.Equal(1, await points.Expiry.RunDueAsync(CommerceBed.Ct));
        Assert.Equal(100, await points.AvailableAsync(M));
        Assert.Equal("points-released", (await points.SpendHeldAsync("order/1")).Refusal?.Code);
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_is_taken_back_after_it_was_spent_becomes_a_debt_that_later_points_pay_first(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.BuyAsync(M, 100, 10_000, "order/1");
        await points.SpendAsync(M, 80, "use");
        Assert.Equal(100, (await points.RefundAsync(M, "order/1", 10_000, "refund/1")).Value);
        Assert.Equal((0L, 80L), (await points.BalanceAsync(M), await points.DebtAsync(M)));

        await points.EarnAsync(M, 50, "b");
        Assert.Equal((0L, 30L), (await points.BalanceAsync(M), await points.DebtAsync(M)));
        await points.EarnAsync(M, 50, "c");
        Assert.Equal((20L, 0L), (await points.BalanceAsync(M), await points.DebtAsync(M)));
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Many_partial_refunds_take_back_and_return_exactly_everything(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.EarnAsync(M, 1_000, "before");
        await points.SpendAsync(M, 333, "order/1");
        await points.BuyAsync(M, 101, 9_999, "order/1");
        long taken = 0, returned = 0;
        for (var part = 1; part <= 9; part++)
        {
            taken += (await points.RefundAsync(M, "order/1", 1_111, $"refund/{part}")).Value;
            Assert.Equal(101 * 1_111 * part / 9_999, taken);
            returned += (await points.ReturnAsync(M, 37, "order/1", $"refund/{part}/back")).Value;
        }
        Assert.Equal((101L, 333L), (taken, returned));
        Assert.Equal(1_000, await points.BalanceAsync(M));
        Assert.Equal("refund-over-paid", (await points.RefundAsync(M, "order/1", 1, "refund/10")).Refusal?.Code);
        Assert.Equal("points-over-spent", (await points.ReturnAsync(M, 1, "order/1", "refund/10/back")).Refusal?.Code);
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Returned_points_go_to_their_lot_or_when_it_has_expired_to_a_new_one(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.EarnAsync(M, 10, "soon", days: 1);
        await points.EarnAsync(M, 90, "late", days: 100);
        await points.SpendAsync(M, 30, "use");
        points.Bed.Clock.Now += TimeSpan.FromDays(3);
        await points.ReturnAsync(M, 25, "use", "back/1");
        Assert.Equal([("late", 90L), ("revived/back/1/0", 5L), ("soon", 0L)], await LotsAsync(points));
        var lot = await points.Bed.ReadAsync(tx => LotRow.FindAsync(tx, "revived/back/1/0"));
        Assert.Equal(points.Today.AddDays(30).ToString("yyyy-MM-dd"), lot!.ExpiresOn);
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_expired_unspent_is_not_taken_back_a_second_time(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.BuyAsync(M, 100, 10_000, "order/1", days: 1);
        await points.SpendAsync(M, 40, "use");
        points.Bed.Clock.Now += TimeSpan.FromDays(2);
        await points.Expiry.RunDueAsync(CommerceBed.Ct);
        Assert.Equal(40, (await points.RefundAsync(M, "order/1", 10_000, "refund/1")).Value);
        Assert.Equal(40, await points.DebtAsync(M));
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Every_call_repeated_gives_its_first_result_and_another_content_is_refused(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(100, (await points.BuyAsync(M, 100, 1_000, "order/1")).Value);
            Assert.True((await points.SpendAsync(M, 60, "use")).IsDone);
            Assert.Equal(20, (await points.ReturnAsync(M, 20, "use", "back")).Value);
            Assert.Equal(50, (await points.RefundAsync(M, "order/1", 500, "refund")).Value);
            points.Bed.Clock.Now += TimeSpan.FromDays(1);
        }
        Assert.Equal(10, await points.BalanceAsync(M));
        Assert.Equal("reference-reused", (await points.BuyAsync(M, 101, 1_000, "order/1")).Refusal?.Code);
        Assert.Equal("reference-reused", (await points.BuyAsync("m-2", 100, 1_000, "order/1")).Refusal?.Code);
        Assert.Equal("reference-reused", (await points.SpendAsync("m-2", 60, "use")).Refusal?.Code);
        Assert.Equal("unknown-points-use", (await points.ReturnAsync("m-2", 1, "use", "back/2")).Refusal?.Code);
        await points.BooksAgreeAsync(M);
    }

    [Theory]
    [InlineData(0, 99, 0)]
    [InlineData(0, 100, 1)]
    [InlineData(0, 49_999, 499)]
    [InlineData(0, 50_000, 600)]
    [InlineData(1, 19_999, 10)]
    [InlineData(2, 0, 5)]
    public async Task Rules_say_how_many(int what, long amountMinor, long expected)
    {
        await using var points = await PointsBed.StartAsync(Databases.Sqlite);
        var (rules, _) = await points.Bed.ReadAsync(PointsRulesBook.CurrentAsync);
        Assert.Equal(expected, rules.Give((EarnKind)what, amountMinor, "registered"));
        Assert.Equal(expected * 3 / 2, (rules with { LevelBasisPoints = [new LevelFactor("gold", 15_000)] }).Give((EarnKind)what, amountMinor, "gold"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000_001)]
    public async Task A_number_that_cannot_be_is_refused(long number)
    {
        await using var points = await PointsBed.StartAsync(Databases.Sqlite);
        await points.EarnAsync(M, 100, "a");
        Assert.Equal("bad-points", (await points.SpendAsync(M, number, "b")).Refusal?.Code);
        Assert.Equal("bad-points", (await points.HoldAsync(M, number, "c")).Refusal?.Code);
        if (number == 0) return;
        Assert.Equal("bad-points", (await points.EarnAsync(M, number, "d")).Refusal?.Code);
        Assert.Equal("bad-points", (await points.ReturnAsync(M, number, "b", "e")).Refusal?.Code);
        Assert.Equal("bad-points", (await points.ClawBackAsync(M, number, "f")).Refusal?.Code);
    }

    private static async Task<IReadOnlyList<(string, long)>> LotsAsync(PointsBed points) =>
        await points.Bed.ReadAsync(tx => tx.ListAsync<(string, long)>("select reference, remaining from points_lot order by reference"));

    private static async Task<IReadOnlyList<long>> EntriesAsync(PointsBed points, string kind) =>
        await points.Bed.ReadAsync(tx => tx.ListAsync<long>("select points from points_entry where kind = @kind order by id", new { kind }));
}
