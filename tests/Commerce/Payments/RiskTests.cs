using System.Net;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Payments;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>Catalogue RSK-01, RSK-02, PLT-18; laws I-29, I-30.</summary>
public class RiskTests
{
    private static readonly Actor Staff = new(ActorKind.Staff, "s1");
    private static readonly Actor Member = new(ActorKind.Member, PaymentShop.Member);
    private static readonly LedgerAccount Wallet = LedgerAccounts.Wallet(PaymentShop.Member, "CNY");

    private static async Task RuleAsync(PaymentShop shop, string subject, string measure, string span, long max, string verdict, int delay = 0)
    {
        var answer = await shop.CallAsync(HttpMethod.Post, "/v1/risk/rules", Staff, $$"""{"subject_kind":"{{subject}}","subject_id":"*","measure":"{{measure}}","span":"{{span}}","max_value":{{max}},"verdict":"{{verdict}}","delay_seconds":{{delay}},"is_active":true}""");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Json?.ToJsonString());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_daily_limit_holds_under_racing_payments_and_every_decision_is_kept(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, 1_000_000);
        await RuleAsync(shop, "member", "sum", "day", 1_000, "reject");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => shop.TryCreateAsync($"o{i:00}", 100, PaymentShop.Member, "device-1", new TenderAsk("wallet", 100, null)))));

        Assert.Equal(10, outcomes.Count(o => o.Value.Attempt!.State == "init"));
        Assert.Equal(22, outcomes.Count(o => o.Value.Attempt is { State: "failed", Code: "risk-rejected" }));
        Assert.Equal((1_000L, 32L, 22L), (await shop.CountAsync("select used from risk_window"), await shop.CountAsync("select count(*) from risk_decision"), await shop.CountAsync("select count(*) from risk_decision where verdict = 'reject'")));
        Assert.Equal(1_000_000 - 1_000, await shop.Bed.ReadAsync(tx => shop.Ledger.AvailableAsync(tx, Wallet)));

        // What came to nothing does not count, and the next day counts anew.
        var open = outcomes.First(o => o.Value.Attempt!.State == "init").Value;
        await shop.CloseAsync(open.OrderId);
        Assert.Equal(900, await shop.CountAsync("select used from risk_window"));
        shop.Bed.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal("init", (await shop.TryCreateAsync("next", 1_000, PaymentShop.Member, null, new TenderAsk("wallet", 1_000, null))).Value.Attempt!.State);
    }

    [Theory]
    [InlineData("member", "single", "day", 99, "failed"), InlineData("member", "single", "day", 100, "init")]
    [InlineData("merchant", "count", "minute", 0, "failed"), InlineData("merchant", "count", "minute", 1, "init")]
    [InlineData("device", "sum", "month", 99, "failed"), InlineData("device", "sum", "month", 100, "init")]
    public async Task Each_subject_and_measure_has_its_limit_to_the_unit(string subject, string measure, string span, long max, string state)
    {
        await using var shop = await PaymentShop.OpenAsync(Databases.Sqlite);
        await shop.FillAsync(Wallet, 1_000);
        await RuleAsync(shop, subject, measure, span, max, "reject");
        Assert.Equal(state, (await shop.TryCreateAsync("o1", 100, PaymentShop.Member, "device-1", new TenderAsk("wallet", 100, null))).Value.Attempt!.State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_payer_who_must_verify_proves_himself_or_a_person_decides(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, 1_000);
        await RuleAsync(shop, "member", "single", "day", 50, "verify");
        var first = await shop.CreateAsync("o1", 100, new TenderAsk("wallet", 100, null));
        await shop.WorkAsync();
        Assert.Equal("verifying", (await shop.PaymentAsync("o1")).Attempt!.State);
        await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{first.Id}/verification", Member, """{"proof":"secret of m1"}""");
        await shop.WorkAsync();
        Assert.Equal(["paid o1"], await shop.ToldAsync());

        var second = await shop.CreateAsync("o2", 100, new TenderAsk("wallet", 100, null));
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{second.Id}/verification", Member, """{"proof":"guess"}""")).Status);
        Assert.Equal("verification-manual", (string?)(await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{second.Id}/verification", Member, """{"proof":"secret of m1"}""")).Json!["code"]);
        var manual = (await shop.CallAsync(HttpMethod.Get, "/v1/risk/decisions?state=manual", Staff)).Json!["items"]![0]!;
        var review = await shop.CallAsync(HttpMethod.Post, $"/v1/risk/decisions/{manual["id"]}/review", Staff, """{"approve":false,"note":"not him"}""");
        Assert.Equal("refused", (string?)review.Json!["state"]);
        Assert.Equal("failed", (await shop.PaymentAsync("o2")).Attempt!.State);
        Assert.Equal(900, await shop.Bed.ReadAsync(tx => shop.Ledger.AvailableAsync(tx, Wallet)));
        Assert.Equal("review-over", (string?)(await shop.CallAsync(HttpMethod.Post, $"/v1/risk/decisions/{manual["id"]}/review", Staff, """{"approve":true,"note":"after all"}""")).Json!["code"]);
    }

    [Fact]
    public async Task A_delayed_payment_waits_for_its_time()
    {
        await using var shop = await PaymentShop.OpenAsync(Databases.Sqlite);
        await shop.FillAsync(Wallet, 1_000);
        await RuleAsync(shop, "member", "single", "day", 50, "delay", 600);
        await shop.CreateAsync("o1", 100, new TenderAsk("wallet", 100, null));
        await shop.PassAsync(TimeSpan.FromSeconds(599), TimeSpan.FromSeconds(599));
        Assert.Empty(await shop.ToldAsync());
        await shop.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.Equal(["paid o1"], await shop.ToldAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_subsidy_quota_is_never_used_beyond_what_was_purchased(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, 100_000);
        var bought = await shop.CallAsync(HttpMethod.Post, "/v1/payments/subsidy-quotas", Staff, """{"name":"spring","currency":"CNY","amount_minor":105,"per_payment_max_minor":10,"ends_at":1798761600}""");
        var quota = (string)bought.Json!["id"]!;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => shop.TryCreateAsync($"o{i:00}", 100, PaymentShop.Member, null, new TenderAsk("wallet", 90, null), new TenderAsk("subsidy", 10, quota)))));

        Assert.Equal(10, outcomes.Count(o => o.IsDone));
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Equal("balance-too-low", o.Refusal!.Code));
        await shop.WorkAsync();
        var account = LedgerAccounts.Subsidy(quota, "CNY");
        Assert.Equal((5L, 100L), (await shop.BalanceAsync(account), await shop.BalanceAsync(LedgerAccounts.PlatformCost("subsidy", "CNY"))));
        var order = outcomes.First(o => o.IsDone).Value.OrderId;
        await shop.RefundAsync(order, "r1", 100);
        Assert.Equal((15L, 90L), (await shop.BalanceAsync(account), await shop.BalanceAsync(LedgerAccounts.PlatformCost("subsidy", "CNY"))));
        Assert.Equal("quota-per-payment", (await shop.TryCreateAsync("more", 11, PaymentShop.Member, null, new TenderAsk("subsidy", 11, quota))).Refusal?.Code);
    }

    [Fact]
    public async Task Two_people_do_not_change_one_rule_unseen()
    {
        await using var shop = await PaymentShop.OpenAsync(Databases.Sqlite);
        await RuleAsync(shop, "member", "sum", "day", 1_000, "reject");
        var id = (string)(await shop.CallAsync(HttpMethod.Get, "/v1/risk/rules", Staff)).Json!["items"]![0]!["id"]!;
        Assert.Equal((HttpStatusCode)428, (await shop.CallAsync(HttpMethod.Put, $"/v1/risk/rules/{id}", Staff, """{"subject_kind":"member","subject_id":"*","measure":"sum","span":"day","max_value":1,"verdict":"reject","delay_seconds":0,"is_active":true}""")).Status);
    }
}
