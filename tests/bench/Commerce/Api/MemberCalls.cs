using System.Globalization;
using System.Text.Json.Nodes;
using RailLife.Commerce;
using RailLife.Commerce.Accounts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;

namespace RailLife.Bench.Commerce.Api;

/// <summary>How to call what members, growth, points and accounts offer, so that it is done.</summary>
internal static class MemberCalls
{
    public static Dictionary<string, Func<ApiWorld, Task<ApiCall>>> All { get; } = new()
    {
        ["POST /v1/auth/codes"] = w => Task.FromResult(w.Ask("POST /v1/auth/codes", Caller.Nobody, new { phone = w.NewPhone() })),
        ["POST /v1/auth/sessions"] = async w => { var phone = w.NewPhone(); return w.Ask("POST /v1/auth/sessions", Caller.Nobody, new { phone, code = await w.CodeAsync(phone) }); },
        ["GET /v1/sandbox/sms"] = w => Task.FromResult(w.Ask("GET /v1/sandbox/sms", w.Staff) with { Query = $"phone={w.NewPhone()}" }),
        ["PUT /v1/me"] = async w => { var m = await w.VisitorAsync(); return w.Ask("PUT /v1/me", m, new { nickname = "小明", gender = "male", birth_year = 1990 }, (await w.DoAsync("GET /v1/members/{id}", w.Staff, null, null, m.Id)).ETag); },
        ["POST /v1/me/staff"] = async w =>
        {
            var (member, number) = (await w.NewMemberAsync(), w.Word("n"));
            await w.DoAsync("PUT /v1/staff-numbers/{number}", w.Staff, new { is_active = true }, null, number);
            return w.Ask("POST /v1/me/staff", member, new { staff_number = number });
        },
        ["PUT /v1/staff-numbers/{number}"] = w => Task.FromResult(w.Ask("PUT /v1/staff-numbers/{number}", w.Staff, new { phone = w.NewPhone(), is_active = true }, null, w.Word("n"))),
        ["POST /v1/me/real-name"] = async w => w.Ask("POST /v1/me/real-name", await w.NewMemberAsync(), new { name = "王小明", identity_number = Identity(w) }),
        ["POST /v1/me/accounts/phones"] = async w => { var phone = w.NewPhone(); return w.Ask("POST /v1/me/accounts/phones", (await w.StageAsync()).Member, new { phone, code = await w.CodeAsync(phone) }); },
        ["DELETE /v1/me/accounts/{id}"] = async w =>
        {
            var (s, phone) = (await w.StageAsync(), w.NewPhone());
            var linked = await w.DoAsync("POST /v1/me/accounts/phones", s.Member, new { phone, code = await w.CodeAsync(phone) });
            return w.Ask("DELETE /v1/me/accounts/{id}", s.Member, null, null, (string)linked.Body["items"]!.AsArray()[^1]!["id"]!);
        },
        ["POST /v1/me/addresses"] = async w => w.Ask("POST /v1/me/addresses", await w.VisitorAsync(), ApiWorld.Address),
        ["PUT /v1/me/addresses/{id}"] = async w => { var m = await w.VisitorAsync(); var made = await w.DoAsync("POST /v1/me/addresses", m, ApiWorld.Address); return w.Ask("PUT /v1/me/addresses/{id}", m, ApiWorld.Address, made.ETag, made.Id); },
        ["DELETE /v1/me/addresses/{id}"] = async w => { var m = await w.VisitorAsync(); var made = await w.DoAsync("POST /v1/me/addresses", m, ApiWorld.Address); return w.Ask("DELETE /v1/me/addresses/{id}", m, null, made.ETag, made.Id); },
        ["POST /v1/me/benefits/{code}/uses"] = async w => w.Ask("POST /v1/me/benefits/{code}/uses", (await w.StageAsync()).Member, null, null, "umbrella"),
        ["POST /v1/me/stores/{store}"] = async w => { var s = await w.StageAsync(); return w.Ask("POST /v1/me/stores/{store}", s.Member, null, null, s.Store); },
        ["GET /v1/stores/{store}/members"] = async w => { var s = await w.StageAsync(); return w.Ask("GET /v1/stores/{store}/members", s.Merchant, null, null, s.Store); },
        ["GET /v1/stores/{store}/member-levels"] = async w => { var s = await w.StageAsync(); return w.Ask("GET /v1/stores/{store}/member-levels", s.Merchant, null, null, s.Store); },
        ["PUT /v1/stores/{store}/member-levels"] = async w =>
        {
            var s = await w.StageAsync();
            var now = await w.DoAsync("GET /v1/stores/{store}/member-levels", s.Merchant, null, null, s.Store);
            return w.Ask("PUT /v1/stores/{store}/member-levels", s.Merchant, new { levels = now.Body["levels"]!.DeepClone() }, now.ETag, s.Store);
        },
        ["PUT /v1/stores/{store}/members/{member}"] = async w =>
        {
            var s = await w.StageAsync();
            var joined = await w.DoAsync("POST /v1/me/stores/{store}", s.Member, null, null, s.Store);
            return w.Ask("PUT /v1/stores/{store}/members/{member}", s.Merchant, new { level = (string)joined.Body["level"]! }, joined.ETag, s.Store, s.Member.Id);
        },

        ["PUT /v1/members/{id}/state"] = async w => { var m = await w.VisitorAsync(); return w.Ask("PUT /v1/members/{id}/state", w.Staff, new { state = "blocked", reason = "abuse" }, (await w.DoAsync("GET /v1/members/{id}", w.Staff, null, null, m.Id)).ETag, m.Id); },
        ["PUT /v1/members/{id}/level"] = async w =>
        {
            var m = await w.NewMemberAsync();
            var now = await w.DoAsync("GET /v1/members/{id}", w.Staff, null, null, m.Id);
            return w.Ask("PUT /v1/members/{id}/level", w.Staff, new { level = (string)now.Body["level"]!, days = 30, reason = "a good customer" }, now.ETag, m.Id);
        },
        ["POST /v1/members/{id}/accounts"] = async w => w.Ask("POST /v1/members/{id}/accounts", w.Staff, new { provider = "wechat", account = w.Word("openid") }, null, (await w.StageAsync()).Member.Id),
        ["GET /v1/persons/{id}"] = async w => w.Ask("GET /v1/persons/{id}", w.Staff, null, null, await PersonAsync(w)),
        ["POST /v1/persons/{id}/merges"] = async w => w.Ask("POST /v1/persons/{id}/merges", w.Staff, new { person_id = await PersonAsync(w), reason = "one and the same" }, null, await PersonAsync(w)),
        ["DELETE /v1/persons/{id}/merges/{merge}"] = async w =>
        {
            var (first, second) = (await PersonAsync(w), await PersonAsync(w));
            var merged = await w.DoAsync("POST /v1/persons/{id}/merges", w.Staff, new { person_id = second, reason = "one and the same" }, null, first);
            return w.Ask("DELETE /v1/persons/{id}/merges/{merge}", w.Staff, null, null, first, merged.Id);
        },
        ["PUT /v1/growth/rules"] = w => RulesAsync(w, "growth"),
        ["PUT /v1/points/rules"] = w => RulesAsync(w, "points"),

        ["POST /v1/me/points/check-ins"] = async w => w.Ask("POST /v1/me/points/check-ins", await w.NewMemberAsync()),
        ["POST /v1/me/points/shares"] = async w => w.Ask("POST /v1/me/points/shares", await w.NewMemberAsync()),
        ["POST /v1/me/points/exchanges"] = async w =>
        {
            var (s, rules) = (await w.StageAsync(), (await w.DoAsync("GET /v1/points/rules", w.Staff)).Body["rules"]!);
            var least = Math.Max((long)rules["exchange_points_min"]!, (long)rules["exchange_points_per_minor"]!);
            await w.DoAsync("POST /v1/members/{id}/points/adjustments", w.Staff, new { points = least, reason = "welcome", reference = w.Word("p") }, null, s.Member.Id);
            return w.Ask("POST /v1/me/points/exchanges", s.Member, new { points = least });
        },
        ["POST /v1/members/{id}/points/adjustments"] = async w => w.Ask("POST /v1/members/{id}/points/adjustments", w.Staff, new { points = 50, reason = "sorry", reference = w.Word("p") }, null, (await w.StageAsync()).Member.Id),
        ["POST /v1/members/{id}/staff-card/fundings"] = async w => w.Ask("POST /v1/members/{id}/staff-card/fundings", w.Staff, new { account = "welfare", amount_minor = 5_000, reference = w.Word("f") }, null, (await w.StageAsync()).Member.Id),
        ["POST /v1/me/wallet/withdrawals"] = async w =>
        {
            var member = await w.NewMemberAsync();
            await w.DoAsync("POST /v1/me/real-name", member, new { name = "王小明", identity_number = Identity(w) });
            // Nothing that is called fills a wallet: recharging is a bank's matter.
            var wallet = LedgerAccounts.Wallet(member.Id, "CNY");
            await w.Installation.Core.WriteAsync(tx => new LedgerFacade(w.Installation.Ids).PostAsync(tx, Actor.Platform,
                new Transfer($"fill/{w.Word()}", "wallet-recharge", DateOnly.FromDateTime(tx.Now.UtcDateTime), [Posting.Debit(LedgerAccounts.Bank("CNY"), 5_000), Posting.Credit(wallet, 5_000)])), w.Ct);
            return w.Ask("POST /v1/me/wallet/withdrawals", member, new { amount_minor = 1_000, reference = w.Word("out") });
        },
        ["POST /v1/me/wallet/red-packet-withdrawals"] = async w =>
        {
            var member = await w.NewMemberAsync();
            await w.DoAsync("POST /v1/me/real-name", member, new { name = "王小明", identity_number = Identity(w) });
            // A red packet is what other services give; its day comes later.
            var wallet = new WalletFacade(new AccountsParts(w.Installation.Ids, new LedgerFacade(w.Installation.Ids), new CommerceOptions()));
            await w.Installation.Core.WriteAsync(tx => wallet.PutRedPacketAsync(tx, member.Id, 5_000, LedgerAccounts.PlatformCost("red-packet", "CNY"), $"packet/{w.Word()}", Actor.Platform), w.Ct);
            return w.Ask("POST /v1/me/wallet/red-packet-withdrawals", member, new { amount_minor = 1_000, reference = w.Word("out") });
        },
    };

    private static async Task<string> PersonAsync(ApiWorld w) => (string)(await w.DoAsync("GET /v1/members/{id}", w.Staff, null, null, (await w.VisitorAsync()).Id)).Body["person_id"]!;

    private static async Task<ApiCall> RulesAsync(ApiWorld w, string of)
    {
        var now = await w.DoAsync($"GET /v1/{of}/rules", w.Staff);
        return w.Ask($"PUT /v1/{of}/rules", w.Staff, now.Body["rules"]!.ToJsonString(), now.ETag);
    }

    private static string Identity(ApiWorld w)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var digits = string.Create(CultureInfo.InvariantCulture, $"440301{1950 + w.Random.Next(50)}{1 + w.Random.Next(12):00}{1 + w.Random.Next(28):00}{w.Random.Next(1_000):000}");
        return digits + "10X98765432"[weights.Select((weight, i) => weight * (digits[i] - '0')).Sum() % 11];
    }
}
