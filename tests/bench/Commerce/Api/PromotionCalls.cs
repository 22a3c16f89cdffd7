using System.Security.Cryptography;
using System.Text;
using RailLife.Store;

namespace RailLife.Bench.Commerce.Api;

/// <summary>How to call what promotions, coupons and prizes offer, so that it is done.</summary>
internal static class PromotionCalls
{
    private static readonly object Name = new { zh = "活动" };

    public static Dictionary<string, Func<ApiWorld, Task<ApiCall>>> All { get; } = new()
    {
        ["POST /v1/promotions"] = async w => w.Ask("POST /v1/promotions", (await w.StageAsync()).Merchant, Rule(w)),
        ["GET /v1/promotions/{id}"] = async w => { var (m, made) = await RuleAsync(w); return w.Ask("GET /v1/promotions/{id}", m, null, null, made.Id); },
        ["PUT /v1/promotions/{id}"] = async w => { var (m, made) = await RuleAsync(w); return w.Ask("PUT /v1/promotions/{id}", m, Rule(w), made.ETag, made.Id); },
        ["POST /v1/promotions/{id}/activate"] = async w => { var (m, made) = await RuleAsync(w); return w.Ask("POST /v1/promotions/{id}/activate", m, null, made.ETag, made.Id); },
        ["POST /v1/promotions/{id}/stop"] = async w =>
        {
            var (m, made) = await RuleAsync(w);
            var active = await w.DoAsync("POST /v1/promotions/{id}/activate", m, null, made.ETag, made.Id);
            return w.Ask("POST /v1/promotions/{id}/stop", m, null, active.ETag, made.Id);
        },
        ["GET /v1/promotions/{id}/gift-capacity"] = async w =>
        {
            var s = await w.StageAsync();
            var made = await w.DoAsync("POST /v1/promotions", s.Merchant, Body("full-gift", w, new { from = 100, choose = 1, gifts = new[] { new { gift_id = "g", sku_id = s.SkuId, value_minor = 100, units_max = 1 } } }));
            return w.Ask("GET /v1/promotions/{id}/gift-capacity", s.Merchant, null, null, made.Id);
        },
        ["POST /v1/stacking-pairs"] = w => Task.FromResult(w.Ask("POST /v1/stacking-pairs", w.Staff, new { group_a = w.Word("a"), group_b = w.Word("b") })),
        ["POST /v1/stacking-pairs/withdraw"] = async w => { var pair = new { group_a = w.Word("a"), group_b = w.Word("b") }; await w.DoAsync("POST /v1/stacking-pairs", w.Staff, pair); return w.Ask("POST /v1/stacking-pairs/withdraw", w.Staff, pair); },

        ["POST /v1/coupon-templates"] = w => Task.FromResult(w.Ask("POST /v1/coupon-templates", w.Staff, Template)),
        ["GET /v1/coupon-templates/{id}"] = async w => w.Ask("GET /v1/coupon-templates/{id}", w.Staff, null, null, (await TemplateAsync(w, false)).Id),
        ["PUT /v1/coupon-templates/{id}"] = async w => { var made = await TemplateAsync(w, false); return w.Ask("PUT /v1/coupon-templates/{id}", w.Staff, Template, made.ETag, made.Id); },
        ["POST /v1/coupon-templates/{id}/activate"] = async w => { var made = await TemplateAsync(w, false); return w.Ask("POST /v1/coupon-templates/{id}/activate", w.Staff, null, made.ETag, made.Id); },
        ["POST /v1/coupon-templates/{id}/stop"] = async w => { var made = await TemplateAsync(w, true); return w.Ask("POST /v1/coupon-templates/{id}/stop", w.Staff, null, made.ETag, made.Id); },
        ["POST /v1/coupon-centre/{id}/claim"] = async w => w.Ask("POST /v1/coupon-centre/{id}/claim", (await w.StageAsync()).Member, null, null, (await TemplateAsync(w, true)).Id),

        ["POST /v1/prizes"] = w => Task.FromResult(w.Ask("POST /v1/prizes", w.Staff, Points)),
        ["PUT /v1/prizes/{id}"] = async w => { var made = await w.DoAsync("POST /v1/prizes", w.Staff, Points); return w.Ask("PUT /v1/prizes/{id}", w.Staff, Points, made.ETag, made.Id); },
        ["POST /v1/prizes/{id}/stop"] = async w => { var made = await w.DoAsync("POST /v1/prizes", w.Staff, Points); return w.Ask("POST /v1/prizes/{id}/stop", w.Staff, null, made.ETag, made.Id); },
        ["POST /v1/prizes/{id}/codes"] = async w =>
        {
            var made = await w.DoAsync("POST /v1/prizes", w.Staff, new { name = Name, kind = "third-party-code", provider = "luckin" });
            string[] codes = [w.Word("code"), w.Word("code")];
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(codes.Select(c => c + "\n")))));
            return w.Ask("POST /v1/prizes/{id}/codes", w.Staff, new { batch = w.Word("batch"), sha256, codes }, null, made.Id);
        },
        ["POST /v1/prize-grants/{id}/ship"] = async w =>
        {
            var (s, prize, id) = (await w.StageAsync(), await w.DoAsync("POST /v1/prizes", w.Staff, new { name = Name, kind = "goods", provider = (string?)null }), w.Word("grant"));
            // Granting is what other services do when an order is completed; days pass until then.
            await w.Installation.Core.WriteAsync(tx => tx.ExecuteAsync(
                "insert into prize_grant (id, prize_id, prize_version, member_id, reference, kind, state, granted_at, actor) values (@id, @Prize, 1, @Member, @id, 'goods', 'to-ship', @NowMicros, 'system:proof')",
                new { id, Prize = prize.Id, Member = s.Member.Id, tx.NowMicros }), w.Ct);
            return w.Ask("POST /v1/prize-grants/{id}/ship", w.Staff, new { carrier = "SF", tracking_no = "SF-9" }, null, id);
        },
    };

    private static readonly object Points = new { name = Name, kind = "points", points = 100 };

    private static readonly object Template = new { name = Name, kind = "full-reduction", from_minor = 100_000_000, off_minor = 500, claim_max = 1_000, is_claimable = true, valid_days = 30, returns_on_refund = true, when_expired = "lapse" };

    // Of goods that nobody buys: prices stay as they are.
    private static object Rule(ApiWorld w) => Body("full-reduction", w, new { mode = "tiered", tiers = new[] { new { from = 10_000, value = 500 } } });

    private static object Body(string kind, ApiWorld w, object terms) => new
    {
        name = Name, kind, starts_at = Instant(w, -1), ends_at = Instant(w, 24), scope = new { kind = "sku", ids = new[] { "no-such-sku" } }, terms,
    };

    private static string Instant(ApiWorld w, int hours) => w.Installation.Clock.GetUtcNow().AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<(Caller Merchant, ApiAnswer Made)> RuleAsync(ApiWorld w)
    {
        var merchant = (await w.StageAsync()).Merchant;
        return (merchant, await w.DoAsync("POST /v1/promotions", merchant, Rule(w)));
    }

    private static async Task<ApiAnswer> TemplateAsync(ApiWorld w, bool isActive)
    {
        var made = await w.DoAsync("POST /v1/coupon-templates", w.Staff, Template);
        return isActive ? await w.DoAsync("POST /v1/coupon-templates/{id}/activate", w.Staff, null, made.ETag, made.Id) : made;
    }
}
