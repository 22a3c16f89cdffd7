using System.Net;
using System.Text.Json;
using RailLife.Commerce.Payments;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>Catalogue PAY-01, PAY-06: WeChat Pay v3 on its own terms. Its far end checks us with openssl.</summary>
public sealed class WechatChannelTests : IDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private const string TradeNo = "0198a000000070008000000000000001";
    private static readonly ChannelRefund Refund = new(TradeNo, "r1", 300, 1000, "CNY", "returned");

    private readonly Openssl merchant = new("merchant");
    private readonly Openssl platform = new("platform");
    private readonly ManualClock clock = new();
    private readonly WechatWire wire;
    private readonly WechatChannel channel;

    public WechatChannelTests()
    {
        wire = new WechatWire(merchant, platform, clock);
        channel = Channel(merchant.PrivatePem);
    }

    private PrepayRequest Prepay => new(TradeNo, 1000, "CNY", "订单", clock.Now.AddMinutes(15), "native", null);

    [Fact]
    public async Task A_payment_is_announced_paid_and_refunded()
    {
        Assert.Equal(new PrepayAnswer(null, $"weixin://wxpay/bizpayurl?pr={TradeNo}"), await channel.PrepayAsync(Prepay, Ct));
        Assert.Equal(ChannelState.Waiting, (await channel.QueryAsync(TradeNo, Ct)).State);
        wire.Pay(TradeNo);
        Assert.Equal(new ChannelReport(ChannelState.Paid, 1000, "4200001"), await channel.QueryAsync(TradeNo, Ct));
        Assert.Equal(ChannelRefundState.Processing, (await channel.RefundAsync(Refund, Ct)).State);
        wire.RefundBecomes("r1", "SUCCESS");
        Assert.Equal(ChannelRefundState.Succeeded, (await channel.QueryRefundAsync(Refund, Ct)).State);
        Assert.Equal(ChannelRefundState.NotFound, (await channel.QueryRefundAsync(Refund with { RefundNo = "r9" }, Ct)).State);
    }

    [Fact]
    public async Task Closing_what_was_just_paid_says_paid()
    {
        await channel.PrepayAsync(Prepay, Ct);
        wire.Pay(TradeNo);
        Assert.Equal(ChannelState.Paid, (await channel.CloseAsync(TradeNo, Ct)).State);
    }

    [Fact]
    public async Task Closing_what_nobody_paid_closes_it()
    {
        await channel.PrepayAsync(Prepay, Ct);
        Assert.Equal(ChannelState.Closed, (await channel.CloseAsync(TradeNo, Ct)).State);
        Assert.Equal(ChannelState.NotFound, (await channel.QueryAsync("unknown", Ct)).State);
    }

    [Fact]
    public async Task Another_key_is_refused_by_the_far_end()
    {
        using var other = new Openssl("other");
        Assert.Equal(new PrepayAnswer("sign-error", null), await Channel(other.PrivatePem).PrepayAsync(Prepay, Ct));
    }

    [Fact]
    public async Task An_answer_that_the_platform_did_not_sign_is_not_believed()
    {
        wire.SignsNothing = true;
        await Assert.ThrowsAsync<ChannelException>(() => channel.PrepayAsync(Prepay, Ct));
    }

    [Fact]
    public async Task A_broken_far_end_leaves_it_unknown()
    {
        wire.Breaks = HttpStatusCode.BadGateway;
        await Assert.ThrowsAsync<ChannelException>(() => channel.QueryAsync(TradeNo, Ct));
    }

    [Fact]
    public async Task A_refund_of_too_much_is_a_definite_no()
    {
        await channel.PrepayAsync(Prepay, Ct);
        Assert.Equal(new ChannelRefundReport(ChannelRefundState.Failed, "not-enough"), await channel.RefundAsync(Refund with { AmountMinor = 1001 }, Ct));
    }

    [Fact]
    public async Task The_clients_parameters_within_WeChat_carry_our_signature()
    {
        var answer = await channel.PrepayAsync(Prepay with { Scene = "jsapi", Payer = "openid-1" }, Ct);
        using var json = JsonDocument.Parse(answer.ClientParams!);
        string Of(string name) => json.RootElement.GetProperty(name).GetString()!;
        Assert.Equal($"prepay_id=wx{TradeNo}", Of("package"));
        Assert.True(merchant.Verifies($"wx-app\n{Of("timeStamp")}\n{Of("nonceStr")}\n{Of("package")}\n", Of("paySign")));
        Assert.Equal("payer-needed", (await channel.PrepayAsync(Prepay with { Scene = "jsapi" }, Ct)).Refused);
    }

    [Fact]
    public async Task A_notification_is_believed_only_whole_fresh_and_ours()
    {
        await channel.PrepayAsync(Prepay, Ct);
        wire.Pay(TradeNo);
        var (body, headers) = wire.Notify("TRANSACTION.SUCCESS", wire.Transaction(TradeNo));
        ChannelNotice? Read(byte[] bytes, Dictionary<string, string> with) => channel.Read(new Notification(bytes, with.GetValueOrDefault));

        Assert.Equal(new ChannelNotice(TradeNo, new ChannelReport(ChannelState.Paid, 1000, "4200001")), Read(body, headers));
        for (var i = 0; i < body.Length; i += 7)
        {
            var broken = (byte[])body.Clone();
            broken[i] ^= 1;
            Assert.Null(Read(broken, headers));
        }
        foreach (var name in headers.Keys) Assert.Null(Read(body, new(headers.Where(h => h.Key != name), StringComparer.OrdinalIgnoreCase)));
        Assert.Null(Read(body, new(headers, StringComparer.OrdinalIgnoreCase) { ["Wechatpay-Serial"] = "00" }));
        var (foreign, foreignHeaders) = wire.Notify("TRANSACTION.SUCCESS", wire.Transaction(TradeNo), apiKey: "another-key-of-32-characters-xxxx"[..32]);
        Assert.Null(Read(foreign, foreignHeaders));
        clock.Now = clock.Now.AddMinutes(5).AddSeconds(1);
        Assert.Null(Read(body, headers));
    }

    private WechatChannel Channel(string privatePem) => new(
        new WechatOptions("wx-app", "1900009191", privatePem, "1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C", WechatWire.ApiV3Key, new Dictionary<string, string> { [WechatWire.Serial] = platform.CertificatePem() }, "https://shop.example/v1/payments/notify/wechat"),
        new HttpClient(wire, disposeHandler: false), clock);

    public void Dispose()
    {
        wire.Dispose();
        merchant.Dispose();
        platform.Dispose();
    }
}
