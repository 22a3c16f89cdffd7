using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.Growth;
using RailLife.Store;

namespace RailLife.Tests.Commerce.Members;

/// <summary>Growth, levels, benefits and membership of stores: MBR-10, MBR-12..18, MBR-20, MBR-21; law I-22.</summary>
public class GrowthTests
{
    public static TheoryData<string> Both => Databases.Both;

    [Theory]
    [InlineData(GrowthKind.Purchase, 99, false, "registered", 0)]
    [InlineData(GrowthKind.Purchase, 100, false, "registered", 1)]
    [InlineData(GrowthKind.Purchase, 10_050, true, "diamond", 150)]
    [InlineData(GrowthKind.Review, 1_999, false, "registered", 0)]
    [InlineData(GrowthKind.Review, 2_000, false, "registered", 20)]
    [InlineData(GrowthKind.Review, 2_000, true, "registered", 0)]
    [InlineData(GrowthKind.ShowOrder, 2_000, true, "gold", 0)]
    [InlineData(GrowthKind.ShowOrder, 2_000, false, "gold", 20)]
    [InlineData(GrowthKind.Login, 0, false, "registered", 0)]
    [InlineData(GrowthKind.Login, 0, false, "bronze", 5)]
    public async Task Rules_say_how_much(GrowthKind what, long amountMinor, bool isVirtual, string level, long expected)
    {
        await using var members = await MembersBed.StartAsync(Databases.Sqlite);
        var (rules, _) = await members.Bed.ReadAsync(GrowthRulesBook.CurrentAsync);
        Assert.Equal(expected, GiveGrowth.Decide(rules, new GrowthCause("m", what, "r", amountMinor, isVirtual), level));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Growth_makes_the_level_and_the_level_its_benefits_and_a_cause_counts_once(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => BuyAsync(members, member.Id, "order/1", 1_500_000)));
        var seen = await members.Server.SendAsync("GET", "/v1/me/growth", member.Token);
        Assert.Equal((15_000, "gold", "diamond"), (seen.Number("growth"), seen.String("level"), seen.String("next_level")));
        Assert.Equal((1, 1, 2), (await members.CountAsync("growth.changed"), await members.CountAsync("member.level.changed"), await members.CountAsync("benefit.granted")));
        Assert.Equal(300, await members.Bed.ReadAsync(tx => members.Facade.DiscountOfLevelAsync(tx, member.Id)));

        var uses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => members.Server.SendAsync("POST", "/v1/me/benefits/free-freight/uses", member.Token)));
        Assert.Equal((2, 3), (uses.Count(u => u.Status == 200), uses.Count(u => u.Code == "benefit-used-up")));
        Assert.Equal(404, (await members.Server.SendAsync("POST", "/v1/me/benefits/lounge/uses", member.Token)).Status);
        Assert.Equal("benefit-not-counted", (await members.Server.SendAsync("POST", "/v1/me/benefits/badge/uses", member.Token)).Code);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Racing_causes_leave_the_level_that_their_sum_makes(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => BuyAsync(members, member.Id, $"order/{i}", 25_000)));
        var seen = await members.Server.SendAsync("GET", "/v1/me/growth", member.Token);
        Assert.Equal((5_000, "silver"), (seen.Number("growth"), seen.String("level")));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_full_return_in_parts_takes_back_exactly_what_was_given_under_the_rules_of_then(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        await BuyAsync(members, member.Id, "order/1", 123_457);
        var rules = await members.Server.SendAsync("GET", "/v1/growth/rules", member.Token);
        var dearer = rules.Body.GetProperty("rules").GetRawText().Replace("\"coefficient_basis_points\":10000", "\"coefficient_basis_points\":50000", StringComparison.Ordinal);
        Assert.Equal(200, (await members.Server.SendAsync("PUT", "/v1/growth/rules", members.Server.StaffToken(), dearer, rules.Number("version"))).Status);

        var random = new Random(7);
        long left = 123_457, taken = 0;
        for (var part = 1; left > 0; part++)
        {
            var refund = Math.Min(left, random.Next(1, 20_000));
            left -= refund;
            for (var again = 0; again < 2; again++)
            {
                var back = await ReverseAsync(members, member.Id, "order/1", $"refund/{part}", refund);
                if (again == 0) taken += back.Value;
            }
            Assert.Equal(1_234 - left / 100, taken);
        }
        Assert.Equal("refund-over-paid", (await ReverseAsync(members, member.Id, "order/1", "refund/one-more", 1)).Refusal?.Code);
        var seen = await members.Server.SendAsync("GET", "/v1/me/growth", member.Token);
        Assert.Equal((0, "registered"), (seen.Number("growth"), seen.String("level")));
        Assert.Equal(1, await members.CountAsync("member.level.demoted"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_deleted_review_takes_its_growth_back_once(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        await GiveAsync(members, new GrowthCause(member.Id, GrowthKind.Review, "review/1", 2_500));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => ReverseAsync(members, member.Id, "review/1", $"review/1/deleted/{i}", null)));
        Assert.Equal(0, (await members.Server.SendAsync("GET", "/v1/me/growth", member.Token)).Number("growth"));
        Assert.Equal(1, await members.CountAsync("growth.reversed"));
        Assert.Equal(0, (await ReverseAsync(members, member.Id, "review/unknown", "x", null)).Value);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Only_the_first_ten_users_who_show_a_product_get_growth(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var people = new List<SignedIn>();
        for (var i = 0; i < 12; i++) people.Add(await members.SignInAsync($"138000000{i:00}"));
        var given = await Task.WhenAll(people.Select(p => GiveAsync(members, new GrowthCause(p.Id, GrowthKind.ShowOrder, $"show/{p.Id}", 2_000, ProductId: "product-1"))));
        Assert.Equal(10, given.Count(g => g.Value == 20));
        Assert.Equal(20, (await GiveAsync(members, new GrowthCause(people[0].Id, GrowthKind.ShowOrder, "show/other", 2_000, ProductId: "product-2"))).Value);
        Assert.Equal(0, (await GiveAsync(members, new GrowthCause(people[0].Id, GrowthKind.ShowOrder, "show/again", 2_000, ProductId: "product-2"))).Value);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Growth_that_leaves_the_window_demotes_and_asked_again_the_answer_is_the_same(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        var start = members.Bed.Clock.Now;
        await BuyAsync(members, member.Id, "order/1", 500_000);
        members.Bed.Clock.Now = start.AddDays(200);
        await BuyAsync(members, member.Id, "order/2", 150_000);
        var job = new DemoteMembers(members.Bed.Database, members.Parts);

        members.Bed.Clock.Now = start.AddDays(364);
        Assert.Equal(1, await job.RunDueAsync(CommerceBed.Ct));
        Assert.Equal(0, await job.RunDueAsync(CommerceBed.Ct));
        Assert.Equal("silver", await LevelAsync(members, member.Id));
        members.Bed.Clock.Now = start.AddDays(366);
        await job.RunDueAsync(CommerceBed.Ct);
        Assert.Equal("bronze", await LevelAsync(members, member.Id));
        members.Bed.Clock.Now = start.AddDays(566);
        await job.RunDueAsync(CommerceBed.Ct);
        Assert.Equal("registered", await LevelAsync(members, member.Id));
        Assert.Equal(2, await members.CountAsync("member.level.demoted"));

        var (rules, _) = await members.Bed.ReadAsync(GrowthRulesBook.CurrentAsync);
        foreach (var (days, level) in new[] { (1, "silver"), (364, "silver"), (366, "bronze"), (566, "registered") })
        {
            var at = start.AddDays(days);
            var growth = await members.Bed.ReadAsync(tx => GrowthEntries.WithinAsync(tx, member.Id, at, rules.WindowDays));
            Assert.Equal(level, MemberLevels.Decide(rules, growth, null, null, at).Code);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Staff_set_a_level_for_a_bounded_time_and_it_is_on_record(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        var staff = members.Server.StaffToken();
        var version = (await members.Server.SendAsync("GET", $"/v1/members/{member.Id}", staff)).Number("version");
        var path = $"/v1/members/{member.Id}/level";
        Assert.Equal("if-match-needed", (await members.Server.SendAsync("PUT", path, staff, """{"level":"gold","days":30,"reason":"care"}""")).Code);
        Assert.Equal("version-changed", (await members.Server.SendAsync("PUT", path, staff, """{"level":"gold","days":30,"reason":"care"}""", version + 1)).Code);
        Assert.Equal("unknown-level", (await members.Server.SendAsync("PUT", path, staff, """{"level":"platinum","days":30,"reason":"care"}""", version)).Code);
        Assert.Equal("too-long", (await members.Server.SendAsync("PUT", path, staff, """{"level":"gold","days":366,"reason":"care"}""", version)).Code);
        Assert.Equal("bad-reason", (await members.Server.SendAsync("PUT", path, staff, """{"level":"gold","days":30,"reason":" "}""", version)).Code);
        Assert.Equal(403, (await members.Server.SendAsync("PUT", path, member.Token, """{"level":"gold","days":30,"reason":"me"}""", version)).Status);
        Assert.Equal("gold", (await members.Server.SendAsync("PUT", path, staff, """{"level":"gold","days":20,"reason":"care"}""", version)).String("level"));

        members.Bed.Clock.Now += TimeSpan.FromDays(21);
        await new DemoteMembers(members.Bed.Database, members.Parts).RunDueAsync(CommerceBed.Ct);
        Assert.Equal("registered", await LevelAsync(members, member.Id));
        var changes = (await members.Server.SendAsync("GET", $"/v1/members/{member.Id}/level-changes", staff)).Body.GetProperty("items");
        Assert.Equal(["daily", "care"], changes.EnumerateArray().Select(c => c.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("\"from_growth\":1000", "\"from_growth\":0")]
    [InlineData("\"code\":\"registered\"", "\"code\":\"newcomer\"")]
    [InlineData("\"code\":\"silver\"", "\"code\":\"bronze\"")]
    [InlineData("\"window_days\":365", "\"window_days\":0")]
    public async Task A_ladder_that_is_none_is_refused(string from, string to)
    {
        await using var members = await MembersBed.StartAsync(Databases.Sqlite);
        var staff = members.Server.StaffToken();
        var rules = (await members.Server.SendAsync("GET", "/v1/growth/rules", staff)).Body.GetProperty("rules").GetRawText();
        Assert.Contains(from, rules, StringComparison.Ordinal);
        Assert.Equal(400, (await members.Server.SendAsync("PUT", "/v1/growth/rules", staff, rules.Replace(from, to, StringComparison.Ordinal), 1)).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_first_sign_in_of_a_day_gives_growth_to_those_above_the_lowest_level(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var member = await members.SignInAsync("13800000001");
        await BuyAsync(members, member.Id, "order/1", 100_000);
        members.Bed.Clock.Now = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        await members.SignInAsync("13800000001");
        await members.SignInAsync("13800000001");
        Assert.Equal(1_005, (await members.Server.SendAsync("GET", $"/v1/members/{member.Id}/growth", members.Server.StaffToken())).Number("growth"));
    }

    private static Task<Outcome<long>> BuyAsync(MembersBed members, string memberId, string reference, long amountMinor) => GiveAsync(members, new GrowthCause(memberId, GrowthKind.Purchase, reference, amountMinor));

    private static Task<Outcome<long>> GiveAsync(MembersBed members, GrowthCause cause) => members.Bed.WriteAsync(tx => members.Facade.AddGrowthAsync(tx, cause, Actor.Platform));

    private static Task<Outcome<long>> ReverseAsync(MembersBed members, string memberId, string given, string reference, long? refundedMinor) =>
        members.Bed.WriteAsync(tx => members.Facade.ReverseGrowthAsync(tx, memberId, given, reference, refundedMinor, Actor.Platform));

    private static async Task<string> LevelAsync(MembersBed members, string memberId) => (await members.Bed.ReadAsync(tx => members.Facade.FindAsync(tx, memberId)))!.Level;
}
