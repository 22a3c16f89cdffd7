using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Promotions;

namespace RailLife.Tests.Commerce.Promotions;

public class PromotionHttpTests
{
    private const string Template =
        """{"name":{"zh":"满100减5"},"kind":"full-reduction","from_minor":10000,"off_minor":500,"claim_max":1,"is_claimable":true,"valid_days":30,"returns_on_refund":true,"when_expired":"lapse"}""";

    [Fact]
    public async Task A_merchant_writes_a_coupon_a_member_takes_it_and_others_are_kept_out()
    {
        await using var fair = await Fair.OpenAsync(Databases.Sqlite);
        await using var app = await StartAsync(fair);
        using var merchant = Client(app, fair, new Actor(ActorKind.Merchant, Fair.Merchant));
        using var other = Client(app, fair, new Actor(ActorKind.Merchant, "mer-b"));
        using var member = Client(app, fair, Fair.AsMember(Fair.Member));

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(member, "/v1/coupon-templates", Template)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(merchant, "/v1/coupon-templates", Template.Replace("500", "0"))).StatusCode);
        var saved = await PostAsync(merchant, "/v1/coupon-templates", Template);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var id = (await saved.Content.ReadFromJsonAsync<JsonElement>(CommerceBed.Ct)).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/v1/coupon-templates/{id}", CommerceBed.Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(member, $"/v1/coupon-centre/{id}/claim", "{}")).StatusCode);
        merchant.DefaultRequestHeaders.IfMatch.Add(saved.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(merchant, $"/v1/coupon-templates/{id}/activate", "{}")).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(member, $"/v1/coupon-centre/{id}/claim", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(member, $"/v1/coupon-centre/{id}/claim", "{}")).StatusCode);
        var mine = await member.GetFromJsonAsync<JsonElement>("/v1/me/coupons", CommerceBed.Ct);
        Assert.Equal("issued", mine.GetProperty("items")[0].GetProperty("state").GetString());
    }

    private static async Task<WebApplication> StartAsync(Fair fair)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        new CommerceRoutes(app, fair.Bed.Database, fair.Bed.Tokens).MapPromotions(fair.Parts);
        await app.StartAsync(CommerceBed.Ct);
        return app;
    }

    private static HttpClient Client(WebApplication app, Fair fair, Actor actor)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", fair.Bed.Tokens.Issue(actor, TimeSpan.FromHours(1)));
        return client;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json) =>
        client.PostAsync(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), CommerceBed.Ct);
}
