using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Payments;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>Laws I-24, I-25, I-26 over random histories: callbacks doubled, reordered, late, lost; answers lost; payers, closers and timers in any order.</summary>
public class CallbackStormTests
{
    private static readonly LedgerAccount Wallet = LedgerAccounts.Wallet(PaymentShop.Member, "CNY");
    private static readonly LedgerAccount Sandbox = LedgerAccounts.Channel("sandbox", "CNY");

    [Theory]
    [InlineData(Databases.Sqlite, 11), InlineData(Databases.Sqlite, 12), InlineData(Databases.PostgreSql, 13), InlineData(Databases.PostgreSql, 14)]
    public async Task However_the_channel_misbehaves_each_payment_ends_once_and_every_yuan_is_somewhere(string kind, int seed)
    {
        var random = new Random(seed);
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, 100_000);
        const int orders = 12;
        for (var i = 0; i < orders; i++)
        {
            await shop.SetMannerAsync(Manner(random));
            var own = random.Next(2) * 100;
            await shop.CreateAsync($"o{i:00}", 1_000 + own, [new TenderAsk("sandbox", 1_000, null), .. own > 0 ? [new TenderAsk("wallet", own, null)] : Array.Empty<TenderAsk>()]);
            if (random.Next(3) == 0) await shop.WorkAsync();
        }
        for (var step = 0; step < 60; step++)
        {
            var order = $"o{random.Next(orders):00}";
            shop.Bed.Clock.Now += TimeSpan.FromSeconds(random.Next(1, 90));
            switch (random.Next(5))
            {
                case 0: await shop.SetMannerAsync(Manner(random)); break;
                case 1: await shop.PayerPaysAsync((await shop.PaymentAsync(order)).Attempt!.TradeNo); break;
                case 2: if (random.Next(4) == 0) await shop.CloseAsync(order); break;
                default: await shop.WorkAsync(); break;
            }
        }
        // The channel comes to its senses, and time goes by.
        await shop.SetMannerAsync(SandboxManner.Plain);
        await shop.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(1));

        var told = await shop.ToldAsync();
        var paid = await shop.CountAsync("select count(*) from pay_payment where state = 'succeeded'");
        Assert.True(await shop.CountAsync("select count(*) from pay_payment where state = 'pending'") == 0, $"seed {seed}: a payment is still open");
        Assert.True(told.Count(t => t.StartsWith("paid", StringComparison.Ordinal)) == paid, $"seed {seed}: {string.Join(", ", told)}");
        Assert.True(await shop.CountAsync("select count(*) from pay_attempt where state not in ('succeeded', 'failed', 'closed')") == 0, $"seed {seed}: a try has not ended");
        Assert.True(await shop.CountAsync("select count(*) from pay_refund where state <> 'succeeded'") == 0, $"seed {seed}: a refund has not ended");
        // What the channel has is what the books say it has, and it is exactly what was paid for.
        var channelHas = await shop.CountAsync("select cast(coalesce(sum(amount_minor - refunded_minor), 0) as bigint) from pay_sandbox_trade where state = 'paid'");
        Assert.True(channelHas == await shop.BalanceAsync(Sandbox) && channelHas == paid * 1_000, $"seed {seed}: the channel has {channelHas}, {paid} orders are paid");
        Assert.Equal(0, await shop.BalanceAsync(LedgerAccounts.Surplus("CNY")));
        Assert.Equal(await shop.BalanceAsync(Wallet), await shop.Bed.ReadAsync(tx => shop.Ledger.AvailableAsync(tx, Wallet)));
        Assert.Equal(await shop.CountAsync("select cast(coalesce(sum(payable_minor), 0) as bigint) from pay_payment where state = 'succeeded'"), channelHas + 100_000 - await shop.BalanceAsync(Wallet));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_corrupted_or_foreign_callback_changes_nothing(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        var payment = await shop.CreateAsync("o1", 1_000, new TenderAsk("sandbox", 1_000, null));
        await shop.WorkAsync();
        var forged = await shop.CallAsync(HttpMethod.Post, "/v1/payments/notify/sandbox", null, $$"""{"trade_no":"{{payment.Attempt!.TradeNo}}","state":"paid","amount_minor":1000}""");
        Assert.Equal((System.Net.HttpStatusCode.Unauthorized, "bad-notification"), (forged.Status, (string?)forged.Json!["code"]));
        Assert.Equal("unknown-channel", (string?)(await shop.CallAsync(HttpMethod.Post, "/v1/payments/notify/nobody", null, "{}")).Json!["code"]);
        Assert.Equal("pending", (await shop.PaymentAsync("o1")).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Sixteen_equal_callbacks_at_once_pay_once(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await shop.FillAsync(Wallet, 500);
        var payment = await shop.CreateAsync("o1", 1_500, new TenderAsk("sandbox", 1_000, null), new TenderAsk("wallet", 500, null));
        await shop.WorkAsync();
        await shop.PayerPaysAsync(payment.Attempt!.TradeNo);
        var settle = new SettleAttempt(shop.Facade, shop.Recorder, new QueueNotices(shop.Bed.Ids));
        var did = new System.Collections.Concurrent.ConcurrentBag<Settlement?>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => shop.Bed.WriteAsync(async tx => did.Add(await settle.RunAsync(tx, Actor.Platform, payment.Attempt.TradeNo, new ChannelReport(ChannelState.Paid, 1_000)))))));
        Assert.Equal(1, did.Count(d => d == Settlement.Succeed));
        Assert.Equal(["paid o1"], await shop.ToldAsync());
        Assert.Equal((1_000L, 0L), (await shop.BalanceAsync(Sandbox), await shop.BalanceAsync(Wallet)));
    }

    [Theory]
    [InlineData("pending", "pending", "hold", ChannelState.Paid, 1_000, nameof(Settlement.Succeed))]
    [InlineData("pending", "unknown", "hold", ChannelState.Paid, 1_000, nameof(Settlement.Succeed))]
    [InlineData("pending", "pending", "hold", ChannelState.Paid, 999, nameof(Settlement.Differ))]
    [InlineData("pending", "closed", null, ChannelState.Paid, 1_000, nameof(Settlement.Succeed))]
    [InlineData("pending", "closed", "hold", ChannelState.Paid, 1_000, nameof(Settlement.Surplus))]
    [InlineData("closed", "closing", null, ChannelState.Paid, 1_000, nameof(Settlement.Surplus))]
    [InlineData("succeeded", "closing", null, ChannelState.Paid, 1_000, nameof(Settlement.Surplus))]
    [InlineData("succeeded", "succeeded", "hold", ChannelState.Paid, 1_000, nameof(Settlement.Nothing))]
    [InlineData("succeeded", "succeeded", "hold", ChannelState.Failed, null, nameof(Settlement.Nothing))]
    [InlineData("pending", "pending", null, ChannelState.Failed, null, nameof(Settlement.Fail))]
    [InlineData("pending", "failed", null, ChannelState.Waiting, null, nameof(Settlement.Nothing))]
    [InlineData("pending", "unknown", null, ChannelState.Waiting, null, nameof(Settlement.Known))]
    [InlineData("pending", "closing", null, ChannelState.Waiting, null, nameof(Settlement.Nothing))]
    [InlineData("pending", "closing", null, ChannelState.NotFound, null, nameof(Settlement.Close))]
    [InlineData("pending", "unknown", null, ChannelState.NotFound, null, nameof(Settlement.Nothing))]
    [InlineData("pending", "pending", null, ChannelState.Closed, null, nameof(Settlement.Close))]
    public void What_a_report_does_depends_on_what_is_known(string payment, string attempt, string? hold, ChannelState state, int? amount, string expected) =>
        Assert.Equal(expected, SettleAttempt.Decide(new PaymentRow { State = payment }, new AttemptRow { State = attempt, HoldId = hold, OutsideMinor = 1_000 }, new ChannelReport(state, amount)).ToString());

    private static SandboxManner Manner(Random random) => new(random.Next(2) == 0 ? random.Next(1, 60_000) : null, random.Next(6) == 0, random.Next(4), random.Next(90_000), random.Next(2) == 0, random.Next(5) == 0, random.Next(6) == 0);
}
