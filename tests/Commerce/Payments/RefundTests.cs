using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Payments;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>Catalogue PAY-03; laws I-23, I-28.</summary>
public class RefundTests
{
    private static readonly LedgerAccount Wallet = LedgerAccounts.Wallet(PaymentShop.Member, "CNY");
    private static readonly LedgerAccount Sandbox = LedgerAccounts.Channel("sandbox", "CNY");
    private static readonly Actor Staff = new(ActorKind.Staff, "s1");

    private static async Task<PaymentShop> PaidAsync(string kind, long wallet, long outside)
    {
        var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, wallet);
        await shop.SetMannerAsync(SandboxManner.Plain with { PaysAfterMs = 1_000 });
        await shop.CreateAsync("o1", wallet + outside, new TenderAsk("wallet", wallet, null), new TenderAsk("sandbox", outside, null));
        await shop.PassAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1));
        Assert.Equal(["paid o1"], await shop.ToldAsync());
        return shop;
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Sixty_four_racing_refunds_never_give_back_more_than_was_paid(string kind)
    {
        await using var shop = await PaidAsync(kind, 1_000, 2_500);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => shop.RefundAsync("o1", $"r{i:00}", 100))));

        Assert.Equal(35, outcomes.Count(o => o.IsDone));
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Equal("refund-too-large", o.Refusal!.Code));
        await shop.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));
        Assert.Equal(35, await shop.CountAsync("select count(*) from told where what = 'refunded'"));
        Assert.Equal((3_500L, 3_500L), (await shop.CountAsync("select refunded_minor from pay_payment"), await shop.CountAsync("select refund_taken_minor from pay_payment")));
        Assert.Equal((1_000L, 0L), (await shop.BalanceAsync(Wallet), await shop.BalanceAsync(Sandbox)));
        Assert.Equal(0, await shop.CountAsync("select count(*) from pay_tender where refund_taken_minor > amount_minor"));
        Assert.Equal(2_500, await shop.CountAsync("select refunded_minor from pay_sandbox_trade"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_refund_id_gives_one_refund_however_often_it_is_asked_for(string kind)
    {
        await using var shop = await PaidAsync(kind, 1_000, 1_000);
        var racing = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => shop.RefundAsync("o1", "r1", 700))));
        Assert.All(racing.Where(o => !o.IsDone), o => Assert.Equal("refund-raced", o.Refusal!.Code));
        Assert.Equal("r1", (await shop.RefundAsync("o1", "r1", 700)).Value.Id);
        Assert.Equal("refund-id-reused", (await shop.RefundAsync("o1", "r1", 701)).Refusal?.Code);
        Assert.Equal(700, await shop.CountAsync("select refund_taken_minor from pay_payment"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_outside_part_goes_back_first_and_each_tender_at_most_its_own(string kind)
    {
        await using var shop = await PaidAsync(kind, 300, 700);
        Assert.Equal([("sandbox", 600L)], (await shop.RefundAsync("o1", "r1", 600)).Value.Parts.Select(p => (p.Tender, p.AmountMinor)));
        Assert.Equal([("wallet", 200L), ("sandbox", 100L)], (await shop.RefundAsync("o1", "r2", 300)).Value.Parts.Select(p => (p.Tender, p.AmountMinor)));
        Assert.Equal(200, await shop.BalanceAsync(Wallet));
        Assert.Equal("refund-too-large", (await shop.RefundAsync("o1", "r3", 101)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_channel_that_will_not_give_back_ends_in_an_alarm_and_staff_tries_again(string kind)
    {
        await using var shop = await PaidAsync(kind, 300, 700);
        await shop.SetMannerAsync(SandboxManner.Plain with { RefundsFail = true });
        await shop.RefundAsync("o1", "r1", 800);
        await shop.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(2));
        Assert.Equal(["paid o1", "refund-failed r1"], await shop.ToldAsync());
        Assert.Equal("refund-too-large", (await shop.RefundAsync("o1", "r2", 300)).Refusal?.Code);

        await shop.SetMannerAsync(SandboxManner.Plain);
        Assert.Equal("waiting", (string?)(await shop.CallAsync(HttpMethod.Post, "/v1/payments/refunds/r1/retry", Staff)).Json!["state"]);
        await shop.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.Equal(["paid o1", "refund-failed r1", "refunded r1"], await shop.ToldAsync());
        Assert.Equal((300L - 300 + 100, 0L), (await shop.BalanceAsync(Wallet), await shop.BalanceAsync(Sandbox)));
        Assert.Equal("refund-not-failed", (string?)(await shop.CallAsync(HttpMethod.Post, "/v1/payments/refunds/r1/retry", Staff)).Json!["code"]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_refund_whose_answer_is_lost_is_looked_for_and_made_once(string kind)
    {
        await using var shop = await PaidAsync(kind, 300, 700);
        await shop.SetMannerAsync(SandboxManner.Plain with { IsMute = true, Copies = 0 });
        await shop.RefundAsync("o1", "r1", 700);
        await shop.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(30));
        Assert.Equal(["paid o1"], await shop.ToldAsync());
        await shop.SetMannerAsync(SandboxManner.Plain with { Copies = 0 });
        await shop.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));
        Assert.Equal(["paid o1", "refunded r1"], await shop.ToldAsync());
        Assert.Equal(700, await shop.CountAsync("select refunded_minor from pay_sandbox_trade"));
    }

    [Fact]
    public async Task What_is_not_paid_is_not_refunded()
    {
        await using var shop = await PaymentShop.OpenAsync(Databases.Sqlite);
        await shop.CreateAsync("o1", 100);
        Assert.Equal("not-paid", (await shop.RefundAsync("o1", "r1", 1)).Refusal?.Code);
        Assert.Equal("unknown-payment", (await shop.RefundAsync("o2", "r1", 1)).Refusal?.Code);
        Assert.Equal("bad-refund-amount", (await shop.RefundAsync("o1", "r1", 0)).Refusal?.Code);
    }

    /// <summary>Law I-28 over random tenders and refunds; the seed is in the message.</summary>
    [Theory, InlineData(20_260_301)]
    public void Plans_take_at_most_what_is_left_of_each_tender_and_sum_to_the_refund(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 2_000; run++)
        {
            var tenders = new[] { "wallet", "sandbox", "subsidy", "staff-cash" }.Take(random.Next(1, 5)).Select((t, i) => new TenderRow { AttemptId = "a", LineNo = i + 1, Tender = t, AmountMinor = random.Next(1, 500) }).ToArray();
            for (var left = tenders.Sum(t => t.AmountMinor); left > 0;)
            {
                var amount = random.NextInt64(1, left + 1);
                var plan = AskRefund.Plan(tenders, amount);
                Assert.True(plan.Sum(p => p.AmountMinor) == amount, $"seed {seed}, run {run}");
                foreach (var part in plan)
                {
                    var tender = tenders[part.LineNo - 1];
                    tenders[part.LineNo - 1] = tender with { RefundTakenMinor = tender.RefundTakenMinor + part.AmountMinor };
                    Assert.True(tenders[part.LineNo - 1].RefundTakenMinor <= tender.AmountMinor, $"seed {seed}, run {run}");
                }
                left -= amount;
            }
        }
    }
}
