using System.Net;
using RailLife.Commerce.Edge;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>What the cashier refuses, and with which word.</summary>
public class PaymentInputTests
{
    private static readonly Actor Member = new(ActorKind.Member, PaymentShop.Member);

    [Theory]
    [InlineData("""{"tenders":[]}""", 400, "invalid-field")]
    [InlineData("""{}""", 400, "invalid-field")]
    [InlineData("""not json""", 400, "bad-json")]
    [InlineData("""{"tenders":[{"tender":"wallet","amount_minor":0}]}""", 400, "invalid-field")]
    [InlineData("""{"tenders":[{"tender":"wallet","amount_minor":1.5}]}""", 400, "invalid-field")]
    [InlineData("""{"tenders":[{"tender":"gold","amount_minor":100}]}""", 400, "unknown-tender")]
    [InlineData("""{"tenders":[{"tender":"wallet","amount_minor":50},{"tender":"wallet","amount_minor":50}]}""", 400, "tender-twice")]
    [InlineData("""{"tenders":[{"tender":"subsidy","amount_minor":100}]}""", 400, "quota-needed")]
    [InlineData("""{"tenders":[{"tender":"wallet","amount_minor":100,"quota_id":"q"}]}""", 400, "quota-needed")]
    [InlineData("""{"tenders":[{"tender":"subsidy","amount_minor":100,"quota_id":"q"}]}""", 409, "quota-not-open")]
    [InlineData("""{"tenders":[{"tender":"wallet","amount_minor":99}]}""", 409, "tenders-differ")]
    [InlineData("""{"tenders":[{"tender":"wallet","amount_minor":100}]}""", 409, "balance-too-low")]
    [InlineData("""{"tenders":[{"tender":"sandbox","amount_minor":100}],"colour":"red"}""", 400, "invalid-field")]
    public async Task A_wrong_try_is_refused_by_name(string body, int status, string code)
    {
        await using var shop = await PaymentShop.OpenAsync(Databases.Sqlite);
        var payment = await shop.CreateAsync("o1", 100);
        var answer = await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{payment.Id}/attempts", Member, body);
        Assert.Equal(((HttpStatusCode)status, code), (answer.Status, (string?)answer.Json!["code"]));
        Assert.Equal(0, await shop.CountAsync("select count(*) from pay_attempt"));
    }

    [Fact]
    public async Task Nobody_sees_or_pays_another_members_payment()
    {
        await using var shop = await PaymentShop.OpenAsync(Databases.Sqlite);
        var payment = await shop.CreateAsync("o1", 100);
        var other = new Actor(ActorKind.Member, "m2");
        const string pay = """{"tenders":[{"tender":"sandbox","amount_minor":100}]}""";
        Assert.Equal(HttpStatusCode.NotFound, (await shop.CallAsync(HttpMethod.Get, $"/v1/payments/{payment.Id}", other)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.CallAsync(HttpMethod.Get, "/v1/payments/of-order/o1", other)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{payment.Id}/attempts", other, pay)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{payment.Id}/attempts", null, pay)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await shop.CallAsync(HttpMethod.Get, "/v1/payments/refunds", other)).Status);
        Assert.Equal("pending", (string?)(await shop.CallAsync(HttpMethod.Get, "/v1/payments/of-order/o1", Member)).Json!["state"]);
    }

    [Fact]
    public async Task What_is_over_cannot_be_paid()
    {
        await using var shop = await PaymentShop.OpenAsync(Databases.Sqlite);
        var payment = await shop.CreateAsync("o1", 100);
        const string pay = """{"tenders":[{"tender":"sandbox","amount_minor":100}]}""";
        shop.Bed.Clock.Now += TimeSpan.FromMinutes(30);
        Assert.Equal("payment-expired", (string?)(await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{payment.Id}/attempts", Member, pay)).Json!["code"]);
        await shop.CloseAsync("o1");
        Assert.Equal("payment-not-open", (string?)(await shop.CallAsync(HttpMethod.Post, $"/v1/payments/{payment.Id}/attempts", Member, pay)).Json!["code"]);
        Assert.Equal("closed", (await shop.CloseAsync("o1")).Value.State);
        Assert.Equal("payment-exists", (await shop.TryCreateAsync("o1", 100, PaymentShop.Member, null)).Refusal?.Code);
    }
}
