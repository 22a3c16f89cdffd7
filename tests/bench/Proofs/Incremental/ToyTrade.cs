using System.Globalization;

namespace RailLife.Bench.Proofs.Incremental;

/// <summary>What the trade services tell, as crowded as the rest of the toy world: splits told before and after their orders, applications that move on twice, coupons used by two.</summary>
/// <param name="add">Topic, type, subject, time, payload.</param>
internal sealed class ToyTrade(Random random, Action<string, string, string, DateTime, object> add)
{
    private static readonly string[] AfterSaleStates = ["wait-audit", "wait-return", "wait-inbound", "wait-refund", "succeeded", "closed"];
    private static readonly string[] Purses = ["points", "points-debt", "wallet", "staff-cash"];

    /// <summary>One in five orders is a part of another one.</summary>
    public static string? ParentOf(string order) => order[^1] is '3' or '8' ? $"{order[..^1]}P" : null;

    public void Next(string order, DateTime time)
    {
        switch (random.Next(100))
        {
            case < 18: Priced(order, time); break;
            case < 40: AfterSale(order, time); break;
            case < 60: Posted(time); break;
            case < 72: Coupon(order, time); break;
            case < 80: Review(order, time); break;
            case < 92: Member(time); break;
            default: Shop(time); break;
        }
    }

    private void Priced(string order, DateTime time)
    {
        var root = ParentOf(order) ?? order;
        switch (random.Next(3))
        {
            case 0:
                add("order", "order.priced", root, time, Amounts(root, ToyEvents.Day(time)));
                break;
            case 1:
                add("order", "split.allocated", root, time, new { order_id = root, children = new[] { Amounts($"{order[..^1]}3", null), Amounts($"{order[..^1]}8", null) }, currency = "GBP", business_date = ToyEvents.Day(time) });
                break;
            default:
                add("tracking", "order.attributed", root, time, new { order_id = root, channel = random.Next(2) == 0 ? "app" : null, path = new[] { "/", $"/p/{random.Next(9)}" }, website = (string?)null, keyword = $"w{random.Next(9)}", referrer_host = (string?)null });
                break;
        }
    }

    private object Amounts(string order, string? day) => new
    {
        order_id = order, goods_minor = random.Next(9999), promotion_minor = random.Next(99), coupon_minor = random.Next(99), member_minor = random.Next(9), points_minor = random.Next(9), points_used = random.Next(9),
        freight_minor = random.Next(99), payable_minor = random.Next(9999), currency = "GBP", business_date = day,
    };

    private void AfterSale(string order, DateTime time)
    {
        var id = $"as{random.Next(3)}-{order}";
        var (type, to) = random.Next(5) switch { 0 or 1 => ("aftersale.created", null), 2 => ("dispute.opened", null), _ => ("aftersale.state.changed", AfterSaleStates[random.Next(AfterSaleStates.Length)]) };
        add("order", type, order, time, new { after_sale_id = id, order_id = order, kind = "return", reason = "quality", expected_minor = random.Next(999), currency = ToyEvents.Currency(order), from = "wait-audit", to, business_date = ToyEvents.Day(time) });
    }

    private void Posted(DateTime time)
    {
        var (amount, purse) = (random.Next(-500, 500), Purses[random.Next(Purses.Length)]);
        var unit = purse.StartsWith("points", StringComparison.Ordinal) ? "PTS" : random.Next(9) == 0 ? "EUR" : "GBP";
        var kind = unit == "PTS" ? random.Next(3) switch { 0 => "points-earned", 1 => "points-used", _ => "points-expired" } : "wallet-recharged";
        var other = random.Next(3) == 0 ? $"merchant/s{random.Next(12)}/payable/{unit}" : $"platform/bank/{unit}";
        add("order", "journal.posted", $"t{random.Next(9999)}", time, new
        {
            reference = "r", kind, unit, business_date = ToyEvents.Day(time),
            postings = new[] { new { account = $"member/m{random.Next(250)}/{purse}", account_class = "Payable", amount_minor = amount }, new { account = other, account_class = "Payable", amount_minor = -amount } },
        });
    }

    private void Coupon(string order, DateTime time)
    {
        var (coupon, template) = ($"c{random.Next(400)}", $"ct{random.Next(9)}");
        var type = random.Next(8) switch { 0 or 1 => "claimed", 2 => "issued", 3 => "redeemed", 4 => "returned", 5 => "reissued", 6 => "lapsed", _ => "cost.attributed" };
        var topic = type == "cost.attributed" ? "order" : "member";
        add(topic, $"coupon.{type}", topic == "order" ? order : coupon, time, new { coupon_id = coupon, template_id = template, member_id = $"m{random.Next(250)}", reason = "prize", order_id = order, amount_minor = random.Next(1, 99), currency = "GBP", business_date = ToyEvents.Day(time) });
        if (random.Next(9) == 0)
            add("member", "coupon.template.saved", template, time, new { template_version = random.Next(5), name = new { zh = "券", en = $"Coupon {random.Next(9)}" }, kind = "full-reduction", from_minor = random.Next(99), off_minor = random.Next(99), pay_basis_points = 0 });
    }

    private void Review(string order, DateTime time)
    {
        var type = random.Next(5) switch { 0 or 1 => "submitted", 2 => "approved", 3 => "rejected", _ => "deleted" };
        var product = random.Next(60);
        add("tracking", $"review.{type}", $"p{product}", time, new { review_id = $"rv{product}-{random.Next(9)}", order_id = order, stars = random.Next(1, 6), images = random.Next(3), is_default = false });
    }

    private void Member(DateTime time)
    {
        var (member, person) = ($"m{random.Next(250)}", $"pe{random.Next(40)}");
        if (random.Next(4) == 0)
        {
            var members = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"m{random.Next(250)}").ToArray();
            add("member", random.Next(2) == 0 ? "member.identity.merged" : "member.identity.unmerged", person, time, new { merge_id = "x", person_id = person, merged_person_id = "y", restored_person_id = $"pe{random.Next(40)}", member_ids = members });
            return;
        }
        var type = random.Next(6) switch { 0 => "member.kind.changed", 1 => "member.state.changed", 2 => "member.realname.verified", 3 => "growth.changed", 4 => "member.level.changed", _ => "member.level.demoted" };
        add("member", type, member, time, new { after = $"L{random.Next(4)}", is_blocked = random.Next(2) == 0, person_id = person, growth = random.Next(999) });
    }

    private void Shop(DateTime time)
    {
        var (merchant, product) = ($"s{random.Next(12)}", $"p{random.Next(60)}");
        switch (random.Next(5))
        {
            case 0: add("merchant", "merchant.deregistered", merchant, time, new { reason = "gone" }); break;
            case 1 or 2: add("merchant", "store.saved", merchant, time, new { store_id = $"st{random.Next(30).ToString(CultureInfo.InvariantCulture)}", is_open = random.Next(2) == 0 }); break;
            case 3: add("log", random.Next(2) == 0 ? "product.audit.passed" : "product.audit.rejected", product, time, new { reason = "no" }); break;
            default: add("order", "composite.saved", product, time, new { value_minor = random.Next(999), currency = "GBP" }); break;
        }
    }
}
