using RailLife.Commerce;
using RailLife.Commerce.Accounts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Points;
using RailLife.Store;
using RailLife.Tests.Commerce.Members;

namespace RailLife.Tests.Commerce.Accounts;

/// <summary>Wallet and staff card (ACC-01..04), and points over HTTP (PTS-02, PTS-04, MBR-11).</summary>
public class AccountTests
{
    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task A_wallet_never_goes_below_zero_however_many_pay_and_a_reference_counts_once(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var (wallet, _) = Of(members);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RechargeAsync(members, wallet, "m-1", 1_000, "payment/1")));
        var paid = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => members.Bed.WriteAsync(tx => wallet.DebitAsync(tx, "m-1", AccountKind.Wallet, 150, LedgerAccounts.Undelivered("CNY"), $"order/{i / 2}", Actor.Platform))));
        Assert.Equal(6, paid.Count(p => p is { IsDone: true, Value: true }));
        Assert.All(paid.Where(p => !p.IsDone), p => Assert.Equal("balance-too-low", p.Refusal!.Code));
        Assert.Equal(100, await members.Bed.ReadAsync(tx => wallet.AvailableAsync(tx, "m-1", AccountKind.Wallet)));
        Assert.Equal((1, 1, 6), (await members.CountAsync("account.opened"), await members.CountAsync("wallet.recharged"), await members.CountAsync("account.debited")));
        Assert.Equal("reference-reused", (await RechargeAsync(members, wallet, "m-1", 999, "payment/1")).Refusal?.Code);
        Assert.Equal("bad-amount", (await RechargeAsync(members, wallet, "m-1", 0, "payment/2")).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Money_is_paid_out_to_a_verified_person_only_and_once_per_reference(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var (wallet, server) = Of(members);
        await using var http = await CommerceServer.StartAsync(members.Bed, server);
        var member = await members.SignInAsync("13800000001");
        await RechargeAsync(members, wallet, member.Id, 1_000, "payment/1");
        const string body = """{"amount_minor":400,"reference":"w-1"}""";
        Assert.Equal("real-name-needed", (await http.SendAsync("POST", "/v1/me/wallet/withdrawals", member.Token, body)).Code);
        await members.Server.SendAsync("POST", "/v1/me/real-name", member.Token, """{"name":"王小明","identity_number":"11010519491231002X"}""");
        for (var i = 0; i < 2; i++) Assert.Equal(600, (await http.SendAsync("POST", "/v1/me/wallet/withdrawals", member.Token, body)).Number("wallet_minor"));
        Assert.Equal("balance-too-low", (await http.SendAsync("POST", "/v1/me/wallet/withdrawals", member.Token, """{"amount_minor":601,"reference":"w-2"}""")).Code);
        foreach (var wrong in new[] { """{"amount_minor":0,"reference":"w"}""", """{"amount_minor":1,"reference":" "}""", """{"amount_minor":1.5,"reference":"w"}""", """{"reference":"w"}""" })
            Assert.Equal(400, (await http.SendAsync("POST", "/v1/me/wallet/withdrawals", member.Token, wrong)).Status);
        var entries = (await http.SendAsync("GET", "/v1/me/wallet/entries", member.Token)).Body.GetProperty("items");
        Assert.Equal([-400L, 1_000L], entries.EnumerateArray().Select(e => e.GetProperty("amount_minor").GetInt64()));

        var other = await members.SignInAsync("13800000002");
        Assert.Equal(0, (await http.SendAsync("GET", "/v1/me/wallet", other.Token)).Number("wallet_minor"));
        Assert.Equal(0, (await http.SendAsync("GET", "/v1/me/wallet/entries", other.Token)).Body.GetProperty("items").GetArrayLength());
        foreach (var path in new[] { "wallet", "wallet/entries", "points", "points/entries" })
        {
            Assert.Equal(403, (await http.SendAsync("GET", $"/v1/members/{member.Id}/{path}", other.Token)).Status);
            Assert.Equal(404, (await http.SendAsync("GET", $"/v1/members/nobody/{path}", members.Server.StaffToken())).Status);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_staff_card_is_funded_for_staff_and_spends_welfare_first(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        var (wallet, server) = Of(members);
        await using var http = await CommerceServer.StartAsync(members.Bed, server);
        var staff = http.StaffToken();
        var member = await members.SignInAsync("13800000001");
        var path = $"/v1/members/{member.Id}/staff-card/fundings";
        Assert.Equal("not-staff", (await http.SendAsync("POST", path, staff, """{"account":"welfare","amount_minor":300,"reference":"f-1"}""")).Code);
        await members.Server.SendAsync("PUT", "/v1/staff-numbers/S-1", staff, """{"is_active":true}""");
        await members.Server.SendAsync("POST", "/v1/me/staff", member.Token, """{"staff_number":"S-1"}""");
        await http.SendAsync("POST", path, staff, """{"account":"welfare","amount_minor":300,"reference":"f-1"}""");
        var funded = await http.SendAsync("POST", path, staff, """{"account":"cash","amount_minor":200,"reference":"f-2"}""");
        Assert.Equal((300, 200), (funded.Number("staff_welfare_minor"), funded.Number("staff_cash_minor")));

        for (var i = 0; i < 2; i++) Assert.True((await SpendAsync(members, wallet, member.Id, 350, "order/1")).IsDone);
        Assert.Equal("balance-too-low", (await SpendAsync(members, wallet, member.Id, 151, "order/2")).Refusal?.Code);
        var left = await http.SendAsync("GET", $"/v1/members/{member.Id}/wallet", staff);
        Assert.Equal((0, 150), (left.Number("staff_welfare_minor"), left.Number("staff_cash_minor")));
        Assert.Equal((2, 1), (await members.CountAsync("staffcard.funded"), await members.CountAsync("staffcard.spent")));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Checking_in_earns_once_a_day_and_points_become_credit_up_to_the_days_quota(string kind)
    {
        await using var members = await MembersBed.StartAsync(kind);
        await using var http = await CommerceServer.StartAsync(members.Bed, Of(members).Map);
        var member = await members.SignInAsync("13800000001");
        var staff = http.StaffToken();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => http.SendAsync("POST", "/v1/me/points/check-ins", member.Token)));
        Assert.Equal(5, (await http.SendAsync("GET", "/v1/me/points", member.Token)).Number("balance"));
        var adjust = $"/v1/members/{member.Id}/points/adjustments";
        for (var i = 0; i < 2; i++) Assert.Equal(1_005, (await http.SendAsync("POST", adjust, staff, """{"points":1000,"reason":"care","reference":"a-1"}""")).Number("balance"));
        foreach (var wrong in new[] { """{"points":0,"reason":"x","reference":"r"}""", """{"points":100001,"reason":"x","reference":"r"}""", """{"points":1,"reason":" ","reference":"r"}""", """{"points":1,"reason":"x"}""" })
            Assert.Equal(400, (await http.SendAsync("POST", adjust, staff, wrong)).Status);

        var rules = await http.SendAsync("GET", "/v1/points/rules", member.Token);
        var tight = rules.Body.GetProperty("rules").GetRawText().Replace("\"exchange_daily_minor_max\":100000", "\"exchange_daily_minor_max\":350", StringComparison.Ordinal);
        Assert.Equal(428, (await http.SendAsync("PUT", "/v1/points/rules", staff, tight)).Status);
        var edits = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => http.SendAsync("PUT", "/v1/points/rules", staff, tight, 1)));
        Assert.Equal([200, 412, 412], edits.Select(e => e.Status).Order());
        var exchanges = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => http.SendAsync("POST", "/v1/me/points/exchanges", member.Token, """{"points":100}""")));
        Assert.Equal((3, 2), (exchanges.Count(e => e.Status == 200), exchanges.Count(e => e.Code == "exchange-quota-used")));
        Assert.Equal("bad-points", (await http.SendAsync("POST", "/v1/me/points/exchanges", member.Token, """{"points":99}""")).Code);
        Assert.Equal(300, (await http.SendAsync("GET", "/v1/me/wallet", member.Token)).Number("instant_credit_minor"));
        Assert.Equal(705, (await http.SendAsync("GET", "/v1/me/points", member.Token)).Number("balance"));
        Assert.Equal((3, 1), (await members.CountAsync("points.exchanged"), await members.CountAsync("points.changed")));
        Assert.Equal(5, (await http.SendAsync("GET", "/v1/me/points/entries", member.Token)).Body.GetProperty("items").GetArrayLength());
    }

    private static (WalletFacade Wallet, Action<CommerceRoutes> Map) Of(MembersBed members)
    {
        var (ledger, options) = (new LedgerFacade(members.Bed.Ids), new CommerceOptions());
        var accounts = new AccountsParts(members.Bed.Ids, ledger, options);
        return (new WalletFacade(accounts), routes =>
        {
            routes.MapAccounts(accounts, members.Facade);
            routes.MapPoints(new PointsParts(members.Bed.Ids, ledger, options), members.Facade);
        });
    }

    private static Task<Outcome<bool>> RechargeAsync(MembersBed members, WalletFacade wallet, string memberId, long amountMinor, string reference) =>
        members.Bed.WriteAsync(tx => wallet.RechargeAsync(tx, memberId, amountMinor, LedgerAccounts.Channel("sandbox", "CNY"), reference, Actor.Platform));

    private static Task<Outcome<bool>> SpendAsync(MembersBed members, WalletFacade wallet, string memberId, long amountMinor, string reference) =>
        members.Bed.WriteAsync(tx => wallet.SpendStaffCardAsync(tx, memberId, amountMinor, LedgerAccounts.Undelivered("CNY"), reference, Actor.Platform));
}
