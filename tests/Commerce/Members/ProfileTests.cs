namespace RailLife.Tests.Commerce.Members;

/// <summary>Basic info, addresses and the staff whitelist: MBR-01, MBR-06.</summary>
public class ProfileTests
{
    private const string Address = """{"receiver":"王小明","phone":"13900005678","province":"广东","city":"深圳","district":"南山","detail":"科技园 1 号 203","is_default":true}""";

    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task Two_devices_do_not_overwrite_each_other(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        var me = await members.Server.SendAsync("GET", "/v1/me", member.Token);
        var version = long.Parse(me.ETag!.Trim('"'));
        const string body = """{"nickname":"阿明","gender":"male","birth_year":1990,"email":"Ming@Example.org"}""";

        Assert.Equal((428, "if-match-needed"), ((await members.Server.SendAsync("PUT", "/v1/me", member.Token, body)).Status, (await members.Server.SendAsync("PUT", "/v1/me", member.Token, body)).Code));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => members.Server.SendAsync("PUT", "/v1/me", member.Token, body, version)));
        Assert.Equal([200, 412, 412, 412], answers.Select(a => a.Status).Order());
        Assert.Equal("m***@example.org", answers.Single(a => a.Status == 200).String("email"));
        Assert.Equal(1, await members.CountAsync("member.updated"));
        Assert.DoesNotContain(await members.EventsAsync(), e => e.Contains("ming@", StringComparison.OrdinalIgnoreCase) || e.Contains("阿明", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"birth_year":1899}""")]
    [InlineData("""{"birth_year":2099}""")]
    [InlineData("""{"email":"no address"}""")]
    [InlineData("""{"email":"a@b@c.d"}""")]
    [InlineData("""{"gender":"robot"}""")]
    [InlineData("""{"level":"diamond"}""")]
    public async Task What_no_profile_holds_is_refused(string body)
    {
        await using var members = await MembersBed.StartAsync(Databases.Sqlite);
        var member = await members.SignInAsync("13800000001");
        Assert.Equal(400, (await members.Server.SendAsync("PUT", "/v1/me", member.Token, body, 1)).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_address_is_clear_for_its_owner_and_for_who_delivers_and_masked_elsewhere(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        var added = await members.Server.SendAsync("POST", "/v1/me/addresses", member.Token, Address);
        Assert.True(added.Status == 200, added.Text);
        Assert.Equal(("**明", "139****5678"), (added.String("receiver"), added.String("phone")));
        Assert.DoesNotContain("科技园", added.Text, StringComparison.Ordinal);

        var own = (await members.Server.SendAsync("GET", "/v1/me/addresses", member.Token)).Body.GetProperty("items")[0];
        Assert.Equal(("王小明", "13900005678", "科技园 1 号 203"), (own.GetProperty("receiver").GetString(), own.GetProperty("phone").GetString(), own.GetProperty("detail").GetString()));

        var info = await members.Bed.ReadAsync(tx => members.Facade.AddressAsync(tx, member.Id, added.String("id")));
        Assert.Equal("王小明", members.Facade.OpenAddress(info!.Sealed).Receiver);
        Assert.Null(await members.Bed.ReadAsync(tx => members.Facade.AddressAsync(tx, "somebody", added.String("id"))));
        var texts = await members.Bed.TextsAsync("member_address");
        Assert.NotEmpty(texts);
        Assert.DoesNotContain(texts, t => t.Contains("科技园", StringComparison.Ordinal) || t.Contains("13900005678", StringComparison.Ordinal) || t.Contains("王小明", StringComparison.Ordinal));
        Assert.DoesNotContain(await members.EventsAsync(), e => e.Contains("科技园", StringComparison.Ordinal) || e.Contains("深圳", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Addresses_are_bounded_and_one_is_the_default_however_many_race(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => members.Server.SendAsync("POST", "/v1/me/addresses", member.Token, Address)));
        Assert.Equal((20, 10), (answers.Count(a => a.Status == 200), answers.Count(a => a.Code == "too-many-addresses")));
        var list = (await members.Server.SendAsync("GET", "/v1/me/addresses", member.Token)).Body.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal((20, 1), (list.Count, list.Count(a => a.GetProperty("is_default").GetBoolean())));
    }

    [Theory]
    [InlineData("\"receiver\":\"王小明\"", "\"receiver\":\" \"")]
    [InlineData("13900005678", "139")]
    [InlineData("\"detail\":\"科技园 1 号 203\",", "")]
    [InlineData("true", "1")]
    public async Task An_address_with_a_hole_is_refused(string from, string to)
    {
        await using var members = await MembersBed.StartAsync(Databases.Sqlite);
        var member = await members.SignInAsync("13800000001");
        Assert.Equal(400, (await members.Server.SendAsync("POST", "/v1/me/addresses", member.Token, Address.Replace(from, to, StringComparison.Ordinal))).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_is_anothers_is_not_there(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var owner = await members.SignInAsync("13800000001");
        var other = await members.SignInAsync("13800000002");
        var address = (await members.Server.SendAsync("POST", "/v1/me/addresses", owner.Token, Address)).String("id");
        var account = (await members.Server.SendAsync("GET", "/v1/me/accounts", owner.Token)).Body.GetProperty("items")[0].GetProperty("id").GetString();

        Assert.Equal(404, (await members.Server.SendAsync("PUT", $"/v1/me/addresses/{address}", other.Token, Address, 1)).Status);
        Assert.Equal(404, (await members.Server.SendAsync("DELETE", $"/v1/me/addresses/{address}", other.Token)).Status);
        Assert.Equal(404, (await members.Server.SendAsync("DELETE", $"/v1/me/accounts/{account}", other.Token)).Status);
        Assert.Equal(0, (await members.Server.SendAsync("GET", "/v1/me/addresses", other.Token)).Body.GetProperty("items").GetArrayLength());
        foreach (var path in new[] { "/v1/members", $"/v1/members/{owner.Id}", $"/v1/persons/{owner.PersonId}" })
        {
            Assert.Equal(403, (await members.Server.SendAsync("GET", path, other.Token)).Status);
            Assert.Equal(401, (await members.Server.SendAsync("GET", path, null)).Status);
        }
        Assert.Equal(200, (await members.Server.SendAsync("DELETE", $"/v1/me/addresses/{address}", owner.Token)).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Staff_find_a_member_by_his_number_and_page_through_all(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        for (var i = 1; i <= 5; i++) await members.SignInAsync($"1380000000{i}");
        var staff = members.Server.StaffToken();
        var found = (await members.Server.SendAsync("GET", "/v1/members?phone=13800000003", staff)).Body.GetProperty("items");
        Assert.Equal("138****0003", Assert.Single(found.EnumerateArray()).GetProperty("phone").GetString());

        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await members.Server.SendAsync("GET", $"/v1/members?limit=2&cursor={cursor}", staff);
            seen.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("id").GetString()!));
            cursor = page.Body.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_staff_number_of_the_whitelist_makes_one_member_staff_until_it_is_taken_off(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var staff = members.Server.StaffToken();
        await members.Server.SendAsync("PUT", "/v1/staff-numbers/S-7", staff, """{"is_active":true}""");
        await members.Server.SendAsync("PUT", "/v1/staff-numbers/S-8", staff, """{"phone":"13800000009","is_active":true}""");
        var people = new[] { await members.SignInAsync("13800000001"), await members.SignInAsync("13800000002"), await members.SignInAsync("13800000003") };

        var claims = await Task.WhenAll(people.Select(p => ClaimAsync(members, p, "S-7")));
        Assert.Equal([200, 403, 403], claims.Select(c => c.Status).Order());
        var loser = people[Array.FindIndex(claims, c => c.Status == 403)];
        Assert.Equal("not-on-whitelist", (await ClaimAsync(members, loser, "S-8")).Code);
        Assert.Equal("not-on-whitelist", (await ClaimAsync(members, loser, "S-9")).Code);
        var byOwner = await members.OpenAsync("13800000009", await members.CodeAsync("13800000009"), staffNumber: "S-8");
        Assert.Equal("staff", byOwner.Body.GetProperty("member").GetProperty("kind").GetString());

        var winner = people[Array.FindIndex(claims, c => c.Status == 200)];
        await members.Server.SendAsync("PUT", "/v1/staff-numbers/S-7", staff, """{"is_active":false}""");
        Assert.Equal("member", (await members.Server.SendAsync("GET", $"/v1/members/{winner.Id}", staff)).String("kind"));
        Assert.Equal(3, await members.CountAsync("member.kind.changed"));
    }

    private static Task<ServerAnswer> ClaimAsync(MembersBed members, SignedIn member, string number) =>
        members.Server.SendAsync("POST", "/v1/me/staff", member.Token, $$"""{"staff_number":"{{number}}"}""");
}
