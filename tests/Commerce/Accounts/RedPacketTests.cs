using RailLife.Commerce;
using RailLife.Commerce.Accounts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Tests.Commerce.Members;

namespace RailLife.Tests.Commerce.Accounts;

/// <summary>Money of red packets leaves the wallet within limits of its own: PRZ-03.</summary>
public class RedPacketTests
{
    private const string Path = "/v1/me/wallet/red-packet-withdrawals";

    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task No_more_leaves_than_came_from_red_packets_and_only_to_a_verified_person_once_per_reference(string kind)
    {
        await using var purse = await PurseAsync(kind);
        var member = await purse.Members.SignInAsync("13800000001");
        await purse.FillAsync(member.Id, packetMinor: 3_000, otherMinor: 10_000);
        Assert.Equal("real-name-needed", (await purse.WithdrawAsync(member, 2_000, "w-1")).Code);
        await VerifyAsync(purse.Members, member);

        var asked = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => purse.WithdrawAsync(member, 2_000, $"w-{i / 3}")));

        Assert.Equal(3, asked.Count(a => a.Status == 200));
        Assert.All(asked.Where(a => a.Status != 200), a => Assert.Equal("red-packets-short", a.Code));
        var left = await purse.Http.SendAsync("GET", "/v1/me/wallet", member.Token);
        Assert.Equal((11_000, 1_000), (left.Number("wallet_minor"), left.Number("red_packet_minor")));
        Assert.Equal("red-packets-short", (await purse.WithdrawAsync(member, 1_001, "w-9")).Code);
        Assert.Equal((1, 0), (await purse.Members.CountAsync("redpacket.withdrawn"), await purse.Members.CountAsync("wallet.withdrawn")));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_withdrawal_has_a_least_and_a_day_has_a_most(string kind)
    {
        await using var purse = await PurseAsync(kind);
        var member = await purse.Members.SignInAsync("13800000001");
        await VerifyAsync(purse.Members, member);
        await purse.FillAsync(member.Id, packetMinor: 50_000, otherMinor: 0);
        Assert.Equal("below-least", (await purse.WithdrawAsync(member, 999, "small")).Code);
        foreach (var wrong in new[] { """{"amount_minor":0,"reference":"w"}""", """{"amount_minor":1000,"reference":" "}""", """{"amount_minor":1000}""" })
            Assert.Equal(400, (await purse.Http.SendAsync("POST", Path, member.Token, wrong)).Status);

        var asked = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => purse.WithdrawAsync(member, 6_000, $"w-{i}")));

        Assert.Equal((3, 2), (asked.Count(a => a.Status == 200), asked.Count(a => a.Code == "daily-limit")));
        Assert.Equal(32_000, (await purse.Http.SendAsync("GET", "/v1/me/wallet", member.Token)).Number("red_packet_minor"));
        purse.Members.Bed.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(26_000, (await purse.WithdrawAsync(member, 6_000, "next-day")).Number("red_packet_minor"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Other_money_is_withdrawn_as_such_and_never_takes_that_of_red_packets_with_it(string kind)
    {
        await using var purse = await PurseAsync(kind);
        var member = await purse.Members.SignInAsync("13800000001");
        await VerifyAsync(purse.Members, member);
        await purse.FillAsync(member.Id, packetMinor: 3_000, otherMinor: 2_000);
        Task<ServerAnswer> OtherAsync(long amount, string reference) => purse.Http.SendAsync("POST", "/v1/me/wallet/withdrawals", member.Token, $$"""{"amount_minor":{{amount}},"reference":"{{reference}}"}""");

        var asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => OtherAsync(1_500, $"o-{i}")));

        Assert.Equal((1, 3), (asked.Count(a => a.Status == 200), asked.Count(a => a.Code == "red-packet-money")));
        Assert.Equal(3_000, (await OtherAsync(500, "rest")).Number("wallet_minor"));
        Assert.Equal(3_000, (await OtherAsync(500, "rest")).Number("wallet_minor"));
        var paid = await purse.Members.Bed.WriteAsync(tx => purse.Wallet.DebitAsync(tx, member.Id, AccountKind.Wallet, 2_500, LedgerAccounts.Undelivered("CNY"), "order/1", Actor.Platform));
        Assert.True(paid.IsDone);
        Assert.Equal("balance-too-low", (await purse.WithdrawAsync(member, 1_000, "gone")).Code);
        Assert.Equal(500, (await purse.Http.SendAsync("GET", "/v1/me/wallet", member.Token)).Number("red_packet_minor"));
    }

    private static Task<ServerAnswer> VerifyAsync(MembersBed members, SignedIn member) =>
        members.Server.SendAsync("POST", "/v1/me/real-name", member.Token, """{"name":"王小明","identity_number":"11010519491231002X"}""");

    private static async Task<Purse> PurseAsync(string kind)
    {
        var members = await MembersBed.StartAsync(kind);
        var accounts = new AccountsParts(members.Bed.Ids, new LedgerFacade(members.Bed.Ids), new CommerceOptions());
        return new Purse(members, new WalletFacade(accounts), await CommerceServer.StartAsync(members.Bed, routes => routes.MapAccounts(accounts, members.Facade)));
    }

    private sealed record Purse(MembersBed Members, WalletFacade Wallet, CommerceServer Http) : IAsyncDisposable
    {
        public Task<ServerAnswer> WithdrawAsync(SignedIn member, long amountMinor, string reference) =>
            Http.SendAsync("POST", Path, member.Token, $$"""{"amount_minor":{{amountMinor}},"reference":"{{reference}}"}""");

        public async Task FillAsync(string memberId, long packetMinor, long otherMinor)
        {
            for (var i = 0; i < 2; i++)
                await Members.Bed.WriteAsync(tx => Wallet.PutRedPacketAsync(tx, memberId, packetMinor, LedgerAccounts.PlatformCost("red-packet", "CNY"), "packet/1", Actor.Platform));
            if (otherMinor > 0) await Members.Bed.WriteAsync(tx => Wallet.RechargeAsync(tx, memberId, otherMinor, LedgerAccounts.Channel("sandbox", "CNY"), "payment/1", Actor.Platform));
        }

        public async ValueTask DisposeAsync()
        {
            await Http.DisposeAsync();
            await Members.DisposeAsync();
        }
    }
}
