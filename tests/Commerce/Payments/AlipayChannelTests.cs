using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using RailLife.Commerce.Payments;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>Catalogue PAY-01, PAY-06: Alipay's gateway on its own terms. Its far end checks us with openssl.</summary>
public sealed class AlipayChannelTests : IDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private const string TradeNo = "0198a000000070008000000000000001";
    private static readonly ChannelRefund Refund = new(TradeNo, "r1", 305, 8888, "CNY", "returned");

    private readonly Openssl app = new("app");
    private readonly Openssl alipay = new("alipay");
    private readonly ManualClock clock = new();
    private readonly AlipayWire wire;
    private readonly AlipayChannel channel;

    public AlipayChannelTests()
    {
        wire = new AlipayWire(app, alipay);
        channel = Channel(app.PrivatePem);
    }

    private PrepayRequest Prepay => new(TradeNo, 8888, "CNY", "订单 & 1=2", clock.Now.AddMinutes(15), "native", null);

    [Fact]
    public async Task A_payment_is_announced_paid_and_refunded_once()
    {
        Assert.Equal(new PrepayAnswer(null, $"https://qr.example/{TradeNo}"), await channel.PrepayAsync(Prepay, Ct));
        Assert.Equal("2026-03-01 16:00:00", wire.Calls[0]["timestamp"]);
        Assert.Contains("\"88.88\"", wire.Calls[0]["biz_content"]);
        Assert.Equal(ChannelState.Waiting, (await channel.QueryAsync(TradeNo, Ct)).State);
        wire.Pay(TradeNo);
        Assert.Equal(new ChannelReport(ChannelState.Paid, 8888, $"2026{TradeNo}"), await channel.QueryAsync(TradeNo, Ct));
        Assert.Equal(ChannelState.Paid, (await channel.CloseAsync(TradeNo, Ct)).State);
        Assert.Equal(ChannelRefundState.NotFound, (await channel.QueryRefundAsync(Refund, Ct)).State);
        Assert.Equal(ChannelRefundState.Succeeded, (await channel.RefundAsync(Refund, Ct)).State);
        Assert.Equal("3.05", System.Text.Json.Nodes.JsonNode.Parse(wire.Calls[^1]["biz_content"])!["refund_amount"]!.GetValue<string>());
        Assert.Equal(ChannelRefundState.Succeeded, (await channel.RefundAsync(Refund, Ct)).State);
    }

    [Fact]
    public async Task What_nobody_has_scanned_does_not_exist_and_can_be_closed()
    {
        Assert.Equal(ChannelState.NotFound, (await channel.CloseAsync("unknown", Ct)).State);
        await channel.PrepayAsync(Prepay, Ct);
        Assert.Equal(ChannelState.Closed, (await channel.CloseAsync(TradeNo, Ct)).State);
    }

    [Fact]
    public async Task Busy_is_no_answer_and_a_wrong_key_is_a_no()
    {
        using var other = new Openssl("other");
        Assert.Equal("isv-invalid-signature", (await Channel(other.PrivatePem).PrepayAsync(Prepay, Ct)).Refused);
        wire.IsBusy = true;
        await Assert.ThrowsAsync<ChannelException>(() => channel.PrepayAsync(Prepay, Ct));
    }

    [Fact]
    public async Task The_app_carries_an_order_that_we_signed()
    {
        var order = (await channel.PrepayAsync(Prepay with { Scene = "app" }, Ct)).ClientParams!;
        var form = QueryHelpers.ParseQuery(order).ToDictionary(p => p.Key, p => p.Value.ToString());
        Assert.True(wire.IsApps(form));
        Assert.Empty(wire.Calls);
    }

    [Fact]
    public void A_notification_is_believed_only_whole_and_ours()
    {
        Dictionary<string, string> Values() => new()
        {
            ["app_id"] = "app-1", ["out_trade_no"] = TradeNo, ["trade_no"] = "2026", ["trade_status"] = "TRADE_SUCCESS", ["total_amount"] = "88.88", ["subject"] = "订单 & 1=2", ["notify_time"] = "2026-03-01 16:00:00",
        };
        ChannelNotice? Read(byte[] body) => channel.Read(new Notification(body, _ => null));

        Assert.Equal(new ChannelNotice(TradeNo, new ChannelReport(ChannelState.Paid, 8888, "2026")), Read(wire.Notify(Values())));
        var text = Encoding.UTF8.GetString(wire.Notify(Values()));
        Assert.Null(Read(Encoding.UTF8.GetBytes(text.Replace("88.88", "88.89"))));
        Assert.Null(Read(Encoding.UTF8.GetBytes(text.Replace("RSA2", "RSA"))));
        Assert.Null(Read(Encoding.UTF8.GetBytes(text + "&total_amount2=1")));
        Assert.Null(Read([]));
        var foreign = Values();
        foreign["app_id"] = "app-2";
        Assert.Null(Read(wire.Notify(foreign)));
    }

    [Theory]
    [InlineData("0.01", 1L), InlineData("88.88", 8888L), InlineData("100", 10_000L), InlineData("0.001", null), InlineData("-1", null), InlineData("1,000.00", null), InlineData(null, null)]
    public void Yuan_become_minor_units_exactly_or_not_at_all(string? yuan, long? minor) => Assert.Equal(minor, AlipayMessages.Minor(yuan));

    [Fact]
    public async Task A_code_that_nobody_has_scanned_yet_is_asked_for_and_not_made_anew()
    {
        wire.ForgetsUnscanned = true;
        await using var shop = await PaymentShop.OpenAsync(Databases.Sqlite, bed => new AlipayChannel(Options(app.PrivatePem), new HttpClient(wire, disposeHandler: false), bed.Clock));
        await shop.CreateAsync("o1", 8_888, new TenderAsk("alipay", 8_888, null));
        await shop.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(5));
        Assert.Single(wire.Calls, c => c["method"] == "alipay.trade.precreate");
        Assert.Equal("pending", (await shop.PaymentAsync("o1")).Attempt!.State);

        wire.ForgetsUnscanned = false;
        wire.Pay((await shop.PaymentAsync("o1")).Attempt!.TradeNo);
        await shop.PassAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(30));
        Assert.Equal(["paid o1"], await shop.ToldAsync());
    }

    private AlipayOptions Options(string privatePem) => new("app-1", privatePem, alipay.PublicPem, "https://shop.example/v1/payments/notify/alipay");

    private AlipayChannel Channel(string privatePem) => new(Options(privatePem), new HttpClient(wire, disposeHandler: false), clock);

    public void Dispose()
    {
        wire.Dispose();
        app.Dispose();
        alipay.Dispose();
    }
}
