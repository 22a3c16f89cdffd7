using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;

namespace RailLife.Tests.Commerce.Members;

/// <summary>Membership of stores beside that of the platform (MBR-21), and which members bound staff see (PLT-07).</summary>
public class StoreTests
{
    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task A_member_is_in_several_stores_and_each_has_its_own_levels(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var (one, two) = await StoresAsync(members);
        var member = await members.SignInAsync("13800000001");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => members.Server.SendAsync("POST", "/v1/me/stores/store-1", member.Token)));
        await members.Server.SendAsync("POST", "/v1/me/stores/store-2", member.Token);
        Assert.Equal(2, await members.CountAsync("store.member.joined"));
        Assert.Equal(404, (await members.Server.SendAsync("POST", "/v1/me/stores/nowhere", member.Token)).Status);

        var levels = """{"levels":[{"code":"new","name":{"en":"New"}},{"code":"regular","name":{"en":"Regular"}}]}""";
        Assert.Equal(200, (await members.Server.SendAsync("PUT", "/v1/stores/store-1/member-levels", one, levels, 0)).Status);
        Assert.Equal(412, (await members.Server.SendAsync("PUT", "/v1/stores/store-1/member-levels", one, levels, 0)).Status);
        var path = $"/v1/stores/store-1/members/{member.Id}";
        Assert.Equal("unknown-level", (await members.Server.SendAsync("PUT", path, one, """{"level":"vip9"}""", 1)).Code);
        Assert.Equal("regular", (await members.Server.SendAsync("PUT", path, one, """{"level":"regular"}""", 1)).String("level"));
        var own = (await members.Server.SendAsync("GET", "/v1/me/stores", member.Token)).Body.GetProperty("items").EnumerateArray().ToDictionary(s => s.GetProperty("store_id").GetString()!, s => s.GetProperty("level").GetString());
        Assert.Equal(("regular", "vip1"), (own["store-1"], own["store-2"]));
        Assert.Equal("registered", (await members.Server.SendAsync("GET", "/v1/me/growth", member.Token)).String("level"));

        // Another merchant's store is not there, whatever is asked of it.
        Assert.Equal(404, (await members.Server.SendAsync("PUT", path, two, """{"level":"new"}""", 2)).Status);
        Assert.Equal(404, (await members.Server.SendAsync("GET", "/v1/stores/store-1/members", two)).Status);
        Assert.Equal(404, (await members.Server.SendAsync("GET", "/v1/stores/store-1/member-levels", two)).Status);
        Assert.Equal(404, (await members.Server.SendAsync("PUT", "/v1/stores/store-1/member-levels", two, levels, 1)).Status);
        Assert.Equal(403, (await members.Server.SendAsync("GET", "/v1/stores/store-1/members", member.Token)).Status);
        Assert.Equal(1, (await members.Server.SendAsync("GET", "/v1/stores/store-1/members", one)).Body.GetProperty("items").GetArrayLength());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Staff_of_one_merchant_see_the_members_of_its_stores_only(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        await StoresAsync(members);
        var inside = await members.SignInAsync("13800000001");
        var outside = await members.SignInAsync("13800000002");
        await members.Server.SendAsync("POST", "/v1/me/stores/store-1", inside.Token);
        var merchantId = (await members.Bed.ReadAsync(tx => new MerchantsFacade().StoreAsync(tx, "store-1")))!.MerchantId;
        var bound = members.Server.StaffToken(merchantId);

        var list = (await members.Server.SendAsync("GET", "/v1/members", bound)).Body.GetProperty("items");
        Assert.Equal(inside.Id, Assert.Single(list.EnumerateArray()).GetProperty("id").GetString());
        foreach (var path in new[] { "", "/growth", "/growth/entries", "/level-changes" })
        {
            Assert.Equal(200, (await members.Server.SendAsync("GET", $"/v1/members/{inside.Id}{path}", bound)).Status);
            Assert.Equal(404, (await members.Server.SendAsync("GET", $"/v1/members/{outside.Id}{path}", bound)).Status);
        }
        Assert.Equal(404, (await members.Server.SendAsync("PUT", $"/v1/members/{outside.Id}/level", bound, """{"level":"gold","days":1,"reason":"x"}""", 1)).Status);
        Assert.Equal(404, (await members.Server.SendAsync("PUT", $"/v1/members/{outside.Id}/state", bound, """{"state":"blocked","reason":"x"}""", 1)).Status);
        Assert.Equal(404, (await members.Server.SendAsync("POST", $"/v1/members/{outside.Id}/accounts", bound, """{"provider":"wechat","account":"openid"}""")).Status);
    }

    /// <summary>Two merchants with a store each.</summary>
    /// <returns>Their tokens.</returns>
    private static async Task<(string One, string Two)> StoresAsync(MembersBed members)
    {
        var shop = await Shop.OpenAsync(members.Bed);
        var other = await shop.MerchantAsync("Other shop", Shop.Circle);
        var tokens = new List<string>();
        foreach (var (merchantId, store) in new[] { (shop.MerchantId, "store-1"), (other, "store-2") })
        {
            var saved = await members.Bed.WriteAsync(tx => new SaveStore(members.Bed.Ids).RunAsync(Shop.As(Shop.Staff, ("id", merchantId), ("store", store)), new SaveStoreBody(Shop.Name(store), null, null, null, true), tx));
            Assert.True(saved.IsDone, saved.Refusal?.Detail);
            tokens.Add(members.Bed.Tokens.Issue(new Actor(ActorKind.Merchant, merchantId), TimeSpan.FromDays(1)));
        }
        return (tokens[0], tokens[1]);
    }
}
