namespace RailLife.Tests.Commerce.Members;

/// <summary>Sign-in by phone and code: MBR-01.</summary>
public class SignInTests
{
    private const string Phone = "13800001234";

    public static TheoryData<string> Both => Databases.Both;

    [Theory]
    [InlineData("")]
    [InlineData("1380000123")]
    [InlineData("138000012345")]
    [InlineData("12800001234")]
    [InlineData("138 0000 123x")]
    [InlineData("١٣٨٠٠٠٠١٢٣٤")]
    [InlineData("+1 380 000 1234")]
    public async Task What_is_no_mobile_number_is_refused_and_not_repeated(string phone)
    {
        await using var members = await MembersBed.StartAsync(Databases.Sqlite);
        var answer = await members.Server.SendAsync("POST", "/v1/auth/codes", null, $$"""{"phone":"{{phone}}"}""");
        Assert.Equal((400, "bad-phone"), (answer.Status, answer.Code));
        if (phone.Length > 0) Assert.DoesNotContain(phone, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"phone":13800001234}""")]
    [InlineData("""{"phone":"13800001234","sender":"me"}""")]
    [InlineData("""[]""")]
    [InlineData("""{"phone":""")]
    public async Task A_wrong_body_is_refused(string body)
    {
        await using var members = await MembersBed.StartAsync(Databases.Sqlite);
        Assert.Equal(400, (await members.Server.SendAsync("POST", "/v1/auth/codes", null, body)).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_right_code_registers_once_and_signs_in_ever_after(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var first = await members.OpenAsync(Phone, await members.CodeAsync(Phone));
        var second = await members.OpenAsync("+86 138-0000-1234", await members.CodeAsync(Phone));

        Assert.True(first.Status == 200, first.Text);
        Assert.True(first.Body.GetProperty("is_new").GetBoolean());
        Assert.False(second.Body.GetProperty("is_new").GetBoolean());
        Assert.Equal(first.Body.GetProperty("member").GetProperty("id").GetString(), second.Body.GetProperty("member").GetProperty("id").GetString());
        Assert.Equal("138****1234", first.Body.GetProperty("member").GetProperty("phone").GetString());
        Assert.Equal("member", first.Body.GetProperty("member").GetProperty("kind").GetString());
        var me = await members.Server.SendAsync("GET", "/v1/me", second.String("token"));
        Assert.Equal(Phone, me.String("phone"));
        Assert.Equal((1, 2, 2), (await members.CountAsync("member.registered"), await members.CountAsync("auth.login.succeeded"), await members.CountAsync("sms.sent")));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_code_opens_once(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var code = await members.CodeAsync(Phone);
        Assert.Equal(200, (await members.OpenAsync(Phone, code)).Status);
        var again = await members.OpenAsync(Phone, code);
        Assert.Equal((401, "wrong-code"), (again.Status, again.Code));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Wrong_codes_count_although_they_are_refused_and_then_the_right_one_is_worth_nothing(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var code = await members.CodeAsync(Phone);
        var wrong = code == "000000" ? "000001" : "000000";
        for (var i = 0; i < members.Parts.Options.CodeTriesMax; i++) Assert.Equal(401, (await members.OpenAsync(Phone, wrong)).Status);
        Assert.Equal(401, (await members.OpenAsync(Phone, code)).Status);

        Assert.Equal(members.Parts.Options.CodeTriesMax + 1, await members.CountAsync("auth.login.failed"));
        Assert.Contains("\"locked\"", (await members.EventsAsync())[^1], StringComparison.Ordinal);
        Assert.Equal(0, await members.CountAsync("member.registered"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_code_ends_after_five_minutes(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var code = await members.CodeAsync(Phone);
        members.Bed.Clock.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(401, (await members.OpenAsync(Phone, code)).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_new_code_takes_the_place_of_the_one_before(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var old = await members.CodeAsync(Phone);
        var code = await members.CodeAsync(Phone);
        if (old != code) Assert.Equal(401, (await members.OpenAsync(Phone, old)).Status);
        Assert.Equal(200, (await members.OpenAsync(Phone, code)).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Codes_are_bounded_per_minute_hour_and_day_however_many_race(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        members.Bed.Clock.Now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var sent = 0;
        for (var minute = 0; minute < 12; minute++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => members.Server.SendAsync("POST", "/v1/auth/codes", null, $$"""{"phone":"{{Phone}}"}""")));
            Assert.True(answers.Count(a => a.Status == 200) <= 1);
            Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal((429, "too-many-codes"), (a.Status, a.Code)));
            sent += answers.Count(a => a.Status == 200);
            members.Bed.Clock.Now += TimeSpan.FromMinutes(10);
        }
        // Two hours with five each are the day's ten.
        Assert.Equal(10, sent);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task One_number_becomes_one_member_however_many_sessions_race(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var code = await members.CodeAsync(Phone);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => members.OpenAsync(Phone, code)));
        Assert.Equal(1, answers.Count(a => a.Status == 200));
        Assert.Equal(1, await members.Bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from member_account")));
        Assert.Equal(1, await members.CountAsync("member.registered"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_visitor_who_signs_in_with_a_new_number_becomes_that_member(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var visitor = await members.Server.SendAsync("POST", "/v1/auth/visitors", null);
        var id = visitor.Body.GetProperty("member").GetProperty("id").GetString();
        Assert.Equal("visitor", visitor.Body.GetProperty("member").GetProperty("kind").GetString());

        var member = await members.OpenAsync(Phone, await members.CodeAsync(Phone), visitor.String("token"));
        Assert.Equal(id, member.Body.GetProperty("member").GetProperty("id").GetString());
        Assert.Equal((1, 1), (await members.CountAsync("member.registered"), await members.CountAsync("member.kind.changed")));

        var other = await members.Server.SendAsync("POST", "/v1/auth/visitors", null);
        var known = await members.OpenAsync(Phone, await members.CodeAsync(Phone), other.String("token"));
        Assert.Equal(id, known.Body.GetProperty("member").GetProperty("id").GetString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_blocked_member_stays_out_until_he_is_let_in_again(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync(Phone);
        var staff = members.Server.StaffToken();
        var seen = await members.Server.SendAsync("GET", $"/v1/members/{member.Id}", staff);
        var blocked = await members.Server.SendAsync("PUT", $"/v1/members/{member.Id}/state", staff, """{"state":"blocked","reason":"fraud"}""", seen.Number("version"));
        Assert.True(blocked.Status == 200, blocked.Text);

        var refused = await members.OpenAsync(Phone, await members.CodeAsync(Phone));
        Assert.Equal((403, "member-blocked"), (refused.Status, refused.Code));

        await members.Server.SendAsync("PUT", $"/v1/members/{member.Id}/state", staff, """{"state":"active","reason":"cleared"}""", blocked.Number("version"));
        Assert.Equal(200, (await members.OpenAsync(Phone, await members.CodeAsync(Phone))).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task No_event_and_no_column_holds_the_number_or_the_code(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var code = await members.CodeAsync(Phone);
        await members.OpenAsync(Phone, code);
        foreach (var table in new[] { "member_member", "member_account", "member_code_quota", "member_sms", "member_sandbox_sms", "idempotency_key" })
            Assert.DoesNotContain(await members.Bed.TextsAsync(table), t => t.Contains(Phone, StringComparison.Ordinal) || t == code);
        Assert.DoesNotContain(await members.EventsAsync(), e => e.Contains(Phone, StringComparison.Ordinal) || e.Contains("0000 1234", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outside_the_sandbox_nobody_can_read_messages()
    {
        await using var members = await MembersBed.StartAsync(Databases.Sqlite, isSandbox: false);
        Assert.Equal(404, (await members.Server.SendAsync("GET", $"/v1/sandbox/sms?phone={Phone}", members.Server.StaffToken())).Status);
    }
}
