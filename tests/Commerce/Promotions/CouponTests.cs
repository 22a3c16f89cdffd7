using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions.Coupons;
using RailLife.Contracts;

namespace RailLife.Tests.Commerce.Promotions;

public class CouponTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Racing_claims_pass_neither_the_total_nor_a_members_own_limit(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var template = await fair.ActiveAsync(Fair.Template(issueMax: 25, claimMax: 2));
        var claim = new ClaimCoupon(fair.Parts);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => Task.Run(() => fair.Bed.WriteAsync(tx => claim.RunAsync(Fair.As(Fair.AsMember($"m-{i % 20}"), template), new Nothing(), tx)))));

        Assert.Equal(25, outcomes.Count(o => o.IsDone));
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Contains(o.Refusal!.Code, new[] { "coupons-gone", "claim-limit" }));
        Assert.Equal(25, await fair.Bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from coupon_held")));
        Assert.Equal(25, await fair.Bed.ReadAsync(tx => tx.GetAsync<long>("select issued from coupon_template")));
        Assert.True(await fair.Bed.ReadAsync(tx => tx.GetAsync<long>("select max(n) from (select count(*) as n from coupon_held group by member_id) x")) <= 2);
        Assert.Equal(25, (await fair.EventsAsync("coupon.claimed")).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_coupon_goes_into_one_of_many_racing_orders(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        await fair.CouponAsync(await fair.ActiveAsync(Fair.Template()));
        var price = await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_000));
        Assert.Equal(500, price.Total.CouponMinor);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => fair.Bed.WriteAsync(tx => fair.Facade.LockCouponsAsync(tx, Fair.Member, $"o-{i}", price)))));

        Assert.Single(outcomes, o => o.IsDone);
        await fair.RefusedAsync(tx => fair.Facade.LockCouponsAsync(tx, "somebody-else", "o-99", price), "coupon-not-usable");
        Assert.Empty(await fair.Bed.ReadAsync(tx => fair.Facade.CouponsOfAsync(tx, Fair.Member)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_paid_order_uses_its_coupons_once_and_their_costs_add_up_to_the_discount(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        await fair.CouponAsync(await fair.ActiveAsync(Fair.Template()));
        await fair.CouponAsync(await fair.ActiveAsync(Fair.Template(merchant: Fair.Merchant) with { OffMinor = 700, FromMinor = 9_000 }));
        var price = await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_700));
        Assert.Equal(1_200, price.Total.CouponMinor);
        await fair.DoneAsync(tx => fair.Facade.LockCouponsAsync(tx, Fair.Member, "o-1", price));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => fair.Bed.WriteAsync(tx => fair.Facade.RedeemAsync(tx, fair.Order("o-1"))))));

        var costs = await fair.EventsAsync("coupon.cost.attributed");
        Assert.Equal(2, costs.Count);
        Assert.Contains(costs, c => c.Contains("\"amount_minor\":500", StringComparison.Ordinal) && !c.Contains("borne_by_merchant_id", StringComparison.Ordinal));
        Assert.Contains(costs, c => c.Contains("\"amount_minor\":700", StringComparison.Ordinal) && c.Contains("\"borne_by_merchant_id\":\"mer-a\"", StringComparison.Ordinal));
        Assert.Equal(2, (await fair.EventsAsync("coupon.redeemed")).Count);
        var mine = (await fair.DoneAsync(tx => HeldCoupons.MineAsync(Fair.As(Fair.AsMember(Fair.Member)), tx))).Items;
        Assert.All(mine, c => Assert.Equal((CouponState.Used, "o-1"), (c.State, c.OrderId)));
    }

    [Theory]
    [InlineData(false, true, false, CouponReturnKind.Returned)]
    [InlineData(true, true, false, CouponReturnKind.Returned)]
    [InlineData(true, false, false, CouponReturnKind.Lapsed)]
    [InlineData(false, false, false, CouponReturnKind.Returned)]
    [InlineData(false, true, true, CouponReturnKind.Lapsed)]
    public void What_comes_back_is_the_templates_rule(bool wasUsed, bool returnsOnRefund, bool hasEnded, CouponReturnKind kind) =>
        Assert.Equal(kind, ReturnCoupons.Decide(Fair.Template() with { ReturnsOnRefund = returnsOnRefund }, wasUsed, hasEnded));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_cancelled_orders_coupon_can_be_used_again_and_an_ended_one_is_reissued_once(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var coupon = await fair.CouponAsync(await fair.ActiveAsync(Fair.Template() with { ValidDays = 1, WhenExpired = ExpiredReturn.Reissue, ReissueDays = 7 }));
        var price = await fair.PriceAsync(Fair.Member, Fair.Line("tea", 10_000));
        await fair.DoneAsync(tx => fair.Facade.LockCouponsAsync(tx, Fair.Member, "o-1", price));
        await fair.Bed.WriteAsync(tx => fair.Facade.ReturnCouponsAsync(tx, Fair.Staff, "o-1"));
        Assert.Equal(coupon, Assert.Single(await fair.Bed.ReadAsync(tx => fair.Facade.CouponsOfAsync(tx, Fair.Member))).Coupon.Id);

        await fair.DoneAsync(tx => fair.Facade.LockCouponsAsync(tx, Fair.Member, "o-2", price));
        await fair.Bed.WriteAsync(tx => fair.Facade.RedeemAsync(tx, fair.Order("o-2")));
        fair.Pass(TimeSpan.FromDays(2));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => fair.Bed.WriteAsync(tx => fair.Facade.ReturnCouponsAsync(tx, Fair.Staff, "o-2")))));

        var fresh = Assert.Single(await fair.Bed.ReadAsync(tx => fair.Facade.CouponsOfAsync(tx, Fair.Member)));
        Assert.NotEqual(coupon, fresh.Coupon.Id);
        Assert.Equal(fair.Now.AddDays(7), fresh.ValidUntil);
        Assert.Single(await fair.EventsAsync("coupon.reissued"));
        Assert.Equal(1, await fair.Bed.ReadAsync(tx => tx.GetAsync<long>("select issued from coupon_template")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_happening_gives_each_member_his_coupons_once_and_an_empty_template_stops_nothing(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        await fair.ActiveAsync(Fair.Template(issueMax: 1) with { Happenings = [CouponHappening.Registration] });
        await fair.ActiveAsync(Fair.Template() with { Happenings = [CouponHappening.Registration, CouponHappening.FirstPayment] });
        async Task<int> Give(string member) => await fair.DoneAsync<int>(async tx => (await fair.Facade.IssueForAsync(tx, Fair.Staff, CouponHappening.Registration, member)).Count);

        Assert.Equal((2, 2, 1), (await Give("m-1"), await Give("m-1"), await Give("m-2")));
        Assert.Equal(3, await fair.Bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from coupon_held")));
        Assert.Equal(3, (await fair.EventsAsync("coupon.issued")).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_new_version_of_a_template_leaves_coupons_that_are_out_as_they_are(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var template = await fair.ActiveAsync(Fair.Template());
        await fair.CouponAsync(template);
        await fair.RefusedAsync(tx => new SaveCouponTemplate(fair.Parts).ChangeAsync(Fair.As(new Actor(ActorKind.Merchant, "mer-b"), template, 1), Fair.Template(), tx), "unknown-coupon-template");
        await fair.DoneAsync(tx => new SaveCouponTemplate(fair.Parts).ChangeAsync(Fair.As(Fair.Staff, template, 1), Fair.Template() with { OffMinor = 100 }, tx));
        var coupon = Assert.Single(await fair.Bed.ReadAsync(tx => fair.Facade.CouponsOfAsync(tx, Fair.Member))).Coupon;
        Assert.Equal((500, 1), (coupon.OffMinor, coupon.TemplateVersion));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Claims_are_open_in_their_period_only_and_the_centre_shows_what_is_left(string database)
    {
        await using var fair = await Fair.OpenAsync(database);
        var template = await fair.ActiveAsync(Fair.Template(issueMax: 3, claimMax: 2) with { ClaimFrom = fair.Now.AddHours(1), ClaimUntil = fair.Now.AddHours(2) });
        var claim = new ClaimCoupon(fair.Parts);
        var member = Fair.AsMember(Fair.Member);
        await fair.RefusedAsync(tx => claim.RunAsync(Fair.As(member, template), new Nothing(), tx), "claim-closed");
        fair.Pass(TimeSpan.FromHours(1));
        await fair.DoneAsync(tx => claim.RunAsync(Fair.As(member, template), new Nothing(), tx));
        var offer = Assert.Single((await fair.DoneAsync(tx => CouponTemplateViews.CentreAsync(Fair.As(member), tx))).Offers);
        Assert.Equal((2, 1), (offer.Left, offer.LeftForYou));
        fair.Pass(TimeSpan.FromHours(1));
        await fair.RefusedAsync(tx => claim.RunAsync(Fair.As(member, template), new Nothing(), tx), "claim-closed");
        fair.Pass(TimeSpan.FromDays(30));
        Assert.Equal(CouponState.Expired, Assert.Single((await fair.DoneAsync(tx => HeldCoupons.MineAsync(Fair.As(member), tx))).Items).State);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Templates_that_make_no_sense_are_refused(int row) => Assert.Equal("invalid-coupon-template", Nonsense[row].Check()?.Code);

    public static TheoryData<int> Wrong { get; } = [.. Enumerable.Range(0, 8)];

    private static readonly CouponTemplateBody[] Nonsense =
    [
        Fair.Template() with { OffMinor = null },
        Fair.Template() with { PayBasisPoints = 8_000 },
        Fair.Template() with { Kind = CouponKind.Discount },
        Fair.Template() with { Kind = CouponKind.Offset },
        Fair.Template() with { Kind = CouponKind.FullDiscount, OffMinor = null, PayBasisPoints = 8_000, FromMinor = null },
        Fair.Template() with { ValidDays = null },
        Fair.Template() with { WhenExpired = ExpiredReturn.Reissue },
        Fair.Template() with { Name = new LocalText(null, null) },
    ];

    // Catalogue CPN-11, Z-2.
    [Theory]
    [InlineData(100, 1_000, 0, 0, 0, 0, 50_000)]
    [InlineData(60, 1_500, 0, 0, 0, 0, 60_000)]
    [InlineData(60, 1_500, 0, 40, 1_500, 500, 80_000)]
    public void A_coupon_for_those_who_would_not_pay_15_brings_800(long buyers, long price, long coupon, long moreBuyers, long morePrice, long moreCoupon, long profit) =>
        Assert.Equal(profit, PriceDiscrimination.ProfitMinor(500, [new(buyers, price, coupon), new(moreBuyers, morePrice, moreCoupon)]));
}
