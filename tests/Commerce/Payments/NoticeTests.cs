using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Payments;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>Catalogue PAY-05; law I-27: at least once, on the ladder, then a dead letter.</summary>
public class NoticeTests
{
    private static readonly Actor Merchant = new(ActorKind.Merchant, "mer-1");
    private static readonly Actor Staff = new(ActorKind.Staff, "s1");

    /// <summary>A merchant's system: refuses so many times, then takes; keeps what it took.</summary>
    private sealed class MerchantSystem : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly TimeProvider clock;

        public MerchantSystem(TimeProvider clock)
        {
            this.clock = clock;
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            app = builder.Build();
            app.MapPost("/pay", (RequestDelegate)TakeAsync);
        }

        public int Refuses { get; set; }
        public List<DateTimeOffset> Tries { get; } = [];
        public List<(string Id, string Time, string Signature, byte[] Body)> Taken { get; } = [];

        public async Task<string> StartAsync()
        {
            await app.StartAsync();
            return $"{app.Urls.Single()}/pay";
        }

        private async Task TakeAsync(HttpContext http)
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            Tries.Add(clock.GetUtcNow());
            if (Refuses-- > 0)
            {
                http.Response.StatusCode = 503;
                return;
            }
            Taken.Add((http.Request.Headers[SendNotices.IdHeader]!, http.Request.Headers[SendNotices.TimeHeader]!, http.Request.Headers[SendNotices.SignatureHeader]!, body.ToArray()));
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    private static async Task<string> HookAsync(PaymentShop shop, string url) =>
        (string)(await shop.CallAsync(HttpMethod.Put, "/v1/payments/hook", Merchant, $$"""{"url":"{{url}}","is_active":true}""")).Json!["secret"]!;

    private static async Task PaidAsync(PaymentShop shop)
    {
        await shop.FillAsync(LedgerAccounts.Wallet(PaymentShop.Member, "CNY"), 100);
        await shop.CreateAsync("o1", 100, new TenderAsk("wallet", 100, null));
        await shop.WorkAsync("payment-channels");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_merchant_is_told_on_the_ladder_until_he_has_it_and_can_check_who_told_him(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await using var system = new MerchantSystem(shop.Bed.Clock) { Refuses = 3 };
        var secret = await HookAsync(shop, await system.StartAsync());
        await PaidAsync(shop);
        var start = shop.Bed.Clock.Now;
        await shop.WorkAsync("payment-notices");
        await shop.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(5));

        Assert.Equal([0, 15, 30, 60], system.Tries.Select(t => (t - start).TotalSeconds));
        var (id, time, signature, body) = Assert.Single(system.Taken);
        var signed = System.Text.Encoding.UTF8.GetBytes($"{id}.{time}.").Concat(body).ToArray();
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(Convert.FromHexString(secret), signed)), signature);
        Assert.Contains("\"payment.succeeded\"", System.Text.Encoding.UTF8.GetString(body));
        Assert.Equal(4, await shop.CountAsync("select count(*) from pay_notice_try"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_the_last_try_it_is_a_dead_letter_that_staff_sends_again(string kind)
    {
        await using var shop = await PaymentShop.OpenAsync(kind);
        await using var system = new MerchantSystem(shop.Bed.Clock) { Refuses = 9 };
        await HookAsync(shop, await system.StartAsync());
        await PaidAsync(shop);
        var start = shop.Bed.Clock.Now;
        await shop.WorkAsync("payment-notices");
        await shop.PassAsync(TimeSpan.FromHours(4), TimeSpan.FromSeconds(15));

        Assert.Equal([0, 15, 30, 60, 240, 2_040, 3_840, 5_640, 9_240], system.Tries.Select(t => (t - start).TotalSeconds));
        var dead = (await shop.CallAsync(HttpMethod.Get, "/v1/payments/notices", Staff)).Json!["items"]!.AsArray();
        Assert.Equal(("dead", 9), ((string?)Assert.Single(dead)!["state"], (int)dead[0]!["tries"]!));
        await shop.CallAsync(HttpMethod.Post, $"/v1/payments/notices/{dead[0]!["id"]}/resend", Staff);
        await shop.WorkAsync("payment-notices");
        Assert.Single(system.Taken);
        Assert.Equal("notice-not-dead", (string?)(await shop.CallAsync(HttpMethod.Post, $"/v1/payments/notices/{dead[0]!["id"]}/resend", Staff)).Json!["code"]);
    }

    [Theory]
    [InlineData("ftp://shop.example/x"), InlineData("https://user:pw@shop.example/x"), InlineData("not a url"), InlineData("/relative")]
    public async Task A_hook_is_an_address_on_the_web(string url)
    {
        await using var shop = await PaymentShop.OpenAsync(Databases.Sqlite);
        var answer = await shop.CallAsync(HttpMethod.Put, "/v1/payments/hook", Merchant, $$"""{"url":"{{url}}","is_active":true}""");
        Assert.Equal((HttpStatusCode.BadRequest, "bad-hook-url"), (answer.Status, (string?)answer.Json!["code"]));
    }
}
