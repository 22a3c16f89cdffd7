using RailLife.Commerce.Ledger;
using RailLife.Commerce.Payments;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>Catalogue PAY-01..04, PAY-06; laws I-24..I-26, I-28.</summary>
public class PaymentTests
{
    private static readonly LedgerAccount Wallet = LedgerAccounts.Wallet(PaymentShop.Member, "CNY");
    private static readonly LedgerAccount Welfare = LedgerAccounts.StaffWelfare(PaymentShop.Member, "CNY");
    private static readonly LedgerAccount Sandbox = LedgerAccounts.Channel("sandbox", "CNY");
    private static readonly LedgerAccount Receivable = LedgerAccounts.Receivable("CNY");

    private static TenderAsk Of(string tender, long amount) => new(tender, amount, null);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Several_means_pay_together_or_not_at_all(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, 300);
        await shop.FillAsync(Welfare, 200);
        var payment = await shop.CreateAsync("o1", 1_000, Of("wallet", 300), Of("staff-welfare", 150), Of("sandbox", 550));
        Assert.Equal(0, await shop.Bed.ReadAsync(tx => shop.Ledger.AvailableAsync(tx, Wallet)));
        await shop.WorkAsync();
        var pending = (await shop.PaymentAsync("o1")).Attempt!;
        Assert.Equal(("pending", $"sandbox:{pending.TradeNo}"), (pending.State, pending.ClientParams));

        Assert.True(await shop.PayerPaysAsync(payment.Attempt!.TradeNo));
        shop.Bed.Clock.Now += TimeSpan.FromSeconds(1);
        await shop.WorkAsync("payment-sandbox");

        Assert.Equal("succeeded", (await shop.PaymentAsync("o1")).State);
        Assert.Equal(["paid o1"], await shop.ToldAsync());
        Assert.Equal((0L, 50L, 550L, -1_000L), (await shop.BalanceAsync(Wallet), await shop.BalanceAsync(Welfare), await shop.BalanceAsync(Sandbox), await shop.BalanceAsync(Receivable)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task When_the_outside_part_fails_the_own_part_is_free_again(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, 300);
        await shop.SetMannerAsync(SandboxManner.Plain with { IsFailing = true, PaysAfterMs = 1_000 });
        await shop.CreateAsync("o1", 1_000, Of("wallet", 300), Of("sandbox", 700));
        await shop.PassAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1));

        var payment = await shop.PaymentAsync("o1");
        Assert.Equal(("pending", "failed", "payer-refused"), (payment.State, payment.Attempt!.State, payment.Attempt.Code));
        Assert.Equal(300, await shop.Bed.ReadAsync(tx => shop.Ledger.AvailableAsync(tx, Wallet)));
        Assert.Empty(await shop.ToldAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Too_little_in_the_wallet_is_a_refusal_and_leaves_nothing_behind(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, 299);
        var outcome = await shop.TryCreateAsync("o1", 1_000, PaymentShop.Member, null, Of("wallet", 300), Of("sandbox", 700));
        Assert.Equal("balance-too-low", outcome.Refusal?.Code);
        Assert.Equal(0, await shop.CountAsync("select count(*) from pay_payment"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_order_of_nothing_is_paid_by_the_clock(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.CreateAsync("o1", 0);
        Assert.Empty(await shop.ToldAsync());
        await shop.WorkAsync();
        Assert.Equal(["paid o1"], await shop.ToldAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Paying_twice_by_two_tries_gives_the_second_back(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.SetMannerAsync(SandboxManner.Plain with { Copies = 0 });
        var first = (await shop.CreateAsync("o1", 1_000, Of("sandbox", 1_000))).Attempt!;
        await shop.WorkAsync("payment-channels");
        await shop.PayerPaysAsync(first.TradeNo);
        var again = await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{(await shop.PaymentAsync("o1")).Id}/attempts", new(RailLife.Commerce.Edge.ActorKind.Member, PaymentShop.Member), """{"tenders":[{"tender":"sandbox","amount_minor":1000}]}""");
        var second = (string)again.Json!["attempt"]!["trade_no"]!;
        Assert.NotEqual(first.TradeNo, second);
        // Both are announced, both are paid, and the callbacks are lost: asking finds out.
        await shop.WorkAsync("payment-channels");
        await shop.PayerPaysAsync(second);
        await shop.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5));

        Assert.Equal(["paid o1"], await shop.ToldAsync());
        Assert.Equal(1, await shop.CountAsync("select count(*) from pay_attempt where is_surplus = 0 and state = 'succeeded'"));
        Assert.Equal(0, await shop.CountAsync("select count(*) from pay_attempt where state not in ('succeeded', 'closed')"));
        Assert.Equal((1_000L, 0L), (await shop.BalanceAsync(Sandbox), await shop.BalanceAsync(LedgerAccounts.Surplus("CNY"))));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_pays_in_the_last_second_has_paid(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.SetMannerAsync(SandboxManner.Plain with { Copies = 0 });
        var payment = await shop.CreateAsync("o1", 1_000, Of("sandbox", 1_000));
        await shop.WorkAsync();
        await shop.PayerPaysAsync(payment.Attempt!.TradeNo);
        shop.Bed.Clock.Now += TimeSpan.FromMinutes(30);
        await shop.WorkAsync("payment-timeouts");
        Assert.Equal(["paid o1"], await shop.ToldAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Money_that_comes_after_the_timeout_goes_back_by_itself(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        var payment = await shop.CreateAsync("o1", 1_000, Of("sandbox", 1_000));
        await shop.WorkAsync();
        await shop.SetMannerAsync(SandboxManner.Plain with { Copies = 0, IsMute = true });
        shop.Bed.Clock.Now += TimeSpan.FromMinutes(30);
        await shop.PayerPaysAsync(payment.Attempt!.TradeNo);
        await shop.WorkAsync();
        Assert.Equal("closed", (await shop.PaymentAsync("o1")).State);
        Assert.Equal(["expired o1"], await shop.ToldAsync());

        await shop.SetMannerAsync(SandboxManner.Plain);
        await shop.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        Assert.Equal(["expired o1"], await shop.ToldAsync());
        Assert.Equal((0L, 0L), (await shop.BalanceAsync(Sandbox), await shop.BalanceAsync(LedgerAccounts.Surplus("CNY"))));
        Assert.Equal(1_000, await shop.CountAsync("select refunded_minor from pay_sandbox_trade"));
        Assert.Equal(1, await shop.CountAsync("select count(*) from pay_refund where cause = 'surplus' and state = 'succeeded'"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_channel_that_never_answers_ends_in_an_alarm(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.SetMannerAsync(SandboxManner.Plain with { IsMute = true, Copies = 0 });
        await shop.CreateAsync("o1", 1_000, Of("sandbox", 1_000));
        await shop.WorkAsync();
        Assert.Equal("unknown", (await shop.PaymentAsync("o1")).Attempt!.State);
        await shop.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(2));
        var alarm = await shop.CallAsync(HttpMethod.Get, "/v1/payments/alarms", new(RailLife.Commerce.Edge.ActorKind.Staff, "s1"));
        Assert.Equal("attempt-unknown", (string?)alarm.Json!["items"]![0]!["kind"]);
        Assert.Equal(0, await shop.CountAsync("select count(*) from pay_attempt where todo_at is not null"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_paying_and_closing_at_the_same_moment_one_wins_and_no_money_is_lost(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, 100_000);
        var orders = Enumerable.Range(0, 24).Select(i => $"o{i:00}").ToList();
        var member = new RailLife.Commerce.Edge.Actor(RailLife.Commerce.Edge.ActorKind.Member, PaymentShop.Member);
        var ids = new Dictionary<string, string>();
        foreach (var order in orders) ids[order] = (await shop.CreateAsync(order, 100)).Id;

        var calls = orders.SelectMany(o => new Func<Task<bool>>[]
        {
            async () => (await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{ids[o]}/attempts", member, """{"tenders":[{"tender":"wallet","amount_minor":100}]}""")).Status == System.Net.HttpStatusCode.OK,
            async () => (await shop.CloseAsync(o)).IsDone,
        }).Select(call => Task.Run(call)).ToList();
        var results = await Task.WhenAll(calls);

        for (var i = 0; i < orders.Count; i++) Assert.True(results[2 * i] ^ results[2 * i + 1], $"{orders[i]}: paid {results[2 * i]}, closed {results[2 * i + 1]}");
        var paid = await shop.CountAsync("select count(*) from pay_payment where state = 'succeeded'");
        Assert.Equal(paid, await shop.CountAsync("select count(*) from told where what = 'paid'"));
        Assert.Equal(100_000 - 100 * paid, await shop.BalanceAsync(Wallet));
    }
}
