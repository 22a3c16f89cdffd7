namespace RailLife.Tests.Commerce.Members;

/// <summary>One person, many members (MBR-02), many accounts (MBR-03), real names (MBR-25).</summary>
public class PersonTests
{
    private const string IdentityOne = "11010519491231002X";
    private const string IdentityTwo = "440524188001010014";

    public static TheoryData<string> Both => Databases.Both;

    [Theory]
    [InlineData("110105194912310021", "王小明", "bad-identity-number")]
    [InlineData("11010519490231002X", "王小明", "bad-identity-number")]
    [InlineData("99010519491231002X", "王小明", "bad-identity-number")]
    [InlineData("1101051949123100", "王小明", "bad-identity-number")]
    [InlineData("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "王小明", "bad-identity-number")]
    [InlineData(IdentityTwo, "王小明", "bad-identity-number")]   // born in 1880
    [InlineData(IdentityOne, "王", "bad-name")]
    [InlineData(IdentityOne, "王1明", "bad-name")]
    public async Task A_name_or_number_that_cannot_be_is_refused(string number, string name, string code)
    {
        await using var members = await MembersBed.StartAsync(Databases.Sqlite);
        var member = await members.SignInAsync("13800000001");
        var answer = await VerifyAsync(members, member, number, name);
        Assert.Equal((400, code), (answer.Status, answer.Code));
        Assert.DoesNotContain(number, answer.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_real_name_is_verified_once_shown_masked_and_never_in_an_event(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        var answer = await VerifyAsync(members, member, "11010519491231002x", "王小明");
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(("110***********002X", "**明"), (answer.String("identity_number"), answer.String("name")));
        Assert.Equal(200, (await VerifyAsync(members, member, IdentityOne, "王小明")).Status);
        Assert.Equal(1, await members.CountAsync("member.realname.verified"));
        Assert.DoesNotContain(await members.EventsAsync(), e => e.Contains(IdentityOne, StringComparison.Ordinal) || e.Contains("小明", StringComparison.Ordinal));
        Assert.Equal("王小明", (await members.Server.SendAsync("GET", "/v1/me", member.Token)).String("name"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task One_identity_is_one_person_even_when_two_members_race_for_it(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var one = await members.SignInAsync("13800000001");
        var two = await members.SignInAsync("13800000002");
        var answers = await Task.WhenAll(VerifyAsync(members, one, IdentityOne, "王小明"), VerifyAsync(members, two, IdentityOne, "王小明"));
        Assert.Equal([200, 409], answers.Select(a => a.Status).Order());
        Assert.Equal("identity-taken", answers.Single(a => a.Status == 409).Code);

        // The same person after all: then both may carry the name.
        var (from, into) = answers[0].Status == 200 ? (two, one) : (one, two);
        Assert.Equal(200, (await MergeAsync(members, into.PersonId, from.PersonId)).Status);
        Assert.Equal(200, (await VerifyAsync(members, from, IdentityOne, "王小明")).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Two_verified_persons_are_never_merged(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var one = await members.SignInAsync("13800000001");
        var two = await members.SignInAsync("13800000002");
        await VerifyAsync(members, one, IdentityOne, "王小明");
        Assert.Equal(200, (await VerifyAsync(members, two, "34052419800101001X", "李雷")).Status);
        var answer = await MergeAsync(members, one.PersonId, two.PersonId);
        Assert.Equal((409, "different-identities"), (answer.Status, answer.Code));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_merge_that_another_one_builds_on_is_not_undone_alone(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var people = new[] { await members.SignInAsync("13800000001"), await members.SignInAsync("13800000002"), await members.SignInAsync("13800000003") };
        var first = await MergeAsync(members, people[1].PersonId, people[0].PersonId);
        var second = await MergeAsync(members, people[2].PersonId, people[1].PersonId);

        var early = await UnmergeAsync(members, first);
        Assert.Equal((409, "merged-further"), (early.Status, early.Code));
        Assert.Equal(200, (await UnmergeAsync(members, second)).Status);
        Assert.Equal(200, (await UnmergeAsync(members, first)).Status);
        Assert.Equal((409, "merge-undone"), ((await UnmergeAsync(members, second)).Status, (await UnmergeAsync(members, second)).Code));
        Assert.Equal(people.ToDictionary(p => p.Id, p => p.PersonId), await PersonsAsync(members));
    }

    /// <summary>Random merges and unmerges: the history replayed gives the members of now, and undoing all of it gives the beginning.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task Merges_can_be_replayed_and_undoing_them_all_restores_the_beginning(string kind)
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        await using var members = await MembersBed.StartAsync(kind);
        var people = new List<SignedIn>();
        for (var i = 0; i < 6; i++) people.Add(await members.SignInAsync($"1380000000{i}"));
        var before = await PersonsAsync(members);
        var open = new List<ServerAnswer>();
        for (var step = 0; step < 40; step++)
        {
            if (open.Count > 0 && random.Next(3) == 0)
            {
                var at = random.Next(open.Count);
                var then = await PersonsAsync(members);
                if ((await UnmergeAsync(members, open[at])).Status == 200) open.RemoveAt(at);
                else Assert.Equal(then, await PersonsAsync(members));
            }
            else
            {
                var then = await PersonsAsync(members);
                var merged = await MergeAsync(members, people[random.Next(6)].PersonId, people[random.Next(6)].PersonId);
                if (merged.Status == 200) open.Add(merged);
                else Assert.Equal(then, await PersonsAsync(members));
                if (merged.Status == 200 && random.Next(4) == 0)
                {
                    Assert.Equal(200, (await UnmergeAsync(members, merged)).Status);
                    Assert.Equal(then, await PersonsAsync(members));
                    open.Remove(merged);
                }
            }
            Assert.Equal(await PersonsAsync(members), await ReplayedAsync(members, before));
        }
        for (var rounds = open.Count; rounds > 0; rounds--)
            foreach (var merge in open.ToList())
                if ((await UnmergeAsync(members, merge)).Status == 200) open.Remove(merge);
        Assert.Empty(open);
        Assert.Equal(before, await PersonsAsync(members));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_second_number_leads_to_the_same_member_and_the_last_one_stays(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        var code = await members.CodeAsync("13800000002");
        var linked = await members.Server.SendAsync("POST", "/v1/me/accounts/phones", member.Token, $$"""{"phone":"13800000002","code":"{{code}}"}""");
        Assert.True(linked.Status == 200, linked.Text);
        Assert.Equal(member.Id, (await members.SignInAsync("13800000002")).Id);

        var ids = linked.Body.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetString()).ToList();
        Assert.Equal(200, (await members.Server.SendAsync("DELETE", $"/v1/me/accounts/{ids[0]}", member.Token)).Status);
        Assert.Equal("13800000002", (await members.Server.SendAsync("GET", "/v1/me", member.Token)).String("phone"));
        var last = await members.Server.SendAsync("DELETE", $"/v1/me/accounts/{ids[1]}", member.Token);
        Assert.Equal((409, "last-phone"), (last.Status, last.Code));
        Assert.NotEqual(member.Id, (await members.SignInAsync("13800000001")).Id);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_account_leads_to_one_member_only(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var one = await members.SignInAsync("13800000001");
        var two = await members.SignInAsync("13800000002");
        var staff = members.Server.StaffToken();
        const string body = """{"provider":"wechat","account":"openid-123456"}""";
        Assert.Equal(200, (await members.Server.SendAsync("POST", $"/v1/members/{one.Id}/accounts", staff, body)).Status);
        Assert.Equal(200, (await members.Server.SendAsync("POST", $"/v1/members/{one.Id}/accounts", staff, body)).Status);
        var taken = await members.Server.SendAsync("POST", $"/v1/members/{two.Id}/accounts", staff, body);
        Assert.Equal((409, "account-taken"), (taken.Status, taken.Code));
        Assert.Equal(400, (await members.Server.SendAsync("POST", $"/v1/members/{two.Id}/accounts", staff, """{"provider":"phone","account":"13900000000"}""")).Status);
        Assert.Equal(404, (await members.Server.SendAsync("POST", "/v1/members/nobody/accounts", staff, body)).Status);
    }

    private static Task<ServerAnswer> VerifyAsync(MembersBed members, SignedIn member, string number, string name) =>
        members.Server.SendAsync("POST", "/v1/me/real-name", member.Token, $$"""{"name":"{{name}}","identity_number":"{{number}}"}""");

    private static Task<ServerAnswer> MergeAsync(MembersBed members, string into, string from) =>
        members.Server.SendAsync("POST", $"/v1/persons/{into}/merges", members.Server.StaffToken(), $$"""{"person_id":"{{from}}","reason":"same phone bill"}""");

    private static Task<ServerAnswer> UnmergeAsync(MembersBed members, ServerAnswer merge) =>
        members.Server.SendAsync("DELETE", $"/v1/persons/{merge.String("person_id")}/merges/{merge.String("id")}", members.Server.StaffToken());

    private static async Task<Dictionary<string, string>> PersonsAsync(MembersBed members) =>
        (await members.Bed.ReadAsync(tx => tx.ListAsync<(string, string)>("select id, person_id from member_member order by id"))).ToDictionary(r => r.Item1, r => r.Item2);

    private static async Task<Dictionary<string, string>> ReplayedAsync(MembersBed members, Dictionary<string, string> before)
    {
        var now = new Dictionary<string, string>(before);
        var steps = await members.EventsAsync();
        foreach (var step in steps.Where(e => e.Contains("raillife.member.identity.", StringComparison.Ordinal)).Select(e => System.Text.Json.JsonDocument.Parse(e).RootElement.GetProperty("data")))
            foreach (var member in step.GetProperty("member_ids").EnumerateArray())
                now[member.GetString()!] = step.TryGetProperty("restored_person_id", out var back) ? back.GetString()! : step.GetProperty("person_id").GetString()!;
        return now;
    }
}
