using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions.Coupons;
using RailLife.Commerce.Promotions.Prizes;
using RailLife.Commerce.Promotions.Quotas;
using RailLife.Commerce.Promotions.Rules;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Promotions;

/// <summary>Rules in force, with what is left of their quotas for the buyer, and the pairs of groups that may stack.</summary>
public sealed record ActiveRules(IReadOnlyList<Promotion> Promotions, IReadOnlyList<StackingPair> Stacking);

/// <summary>What other services ask of promotions, coupons and prizes.</summary>
/// <remarks>
/// The way of an order: <see cref="ActiveAsync"/> and <see cref="CouponsOfAsync"/> -> the calculator -> on placing <see cref="LockCouponsAsync"/>,
/// <see cref="TakeLimitsAsync"/>, <see cref="EmitPrice"/> -> on payment <see cref="RedeemAsync"/> -> when it is given up <see cref="ReturnCouponsAsync"/>, <see cref="ReleaseLimitsAsync"/>.
/// </remarks>
public sealed class PromotionsFacade(PromotionsParts parts)
{
    private readonly TakeQuotas quotas = new(parts);
    private readonly IssueCoupon issue = new(parts);
    private readonly IssueForHappening issueFor = new(parts);
    private readonly RedeemCoupons redeem = new(parts);
    private readonly ReturnCoupons returns = new(parts);
    private readonly PriceEvents prices = new(parts);
    private readonly GrantPrize prizes = new(parts);

    /// <summary>The rules in force now.</summary>
    /// <param name="memberId">Null = a buyer who has not signed in.</param>
    /// <param name="skuIds">Goods in question: deal prices of others are left out.</param>
    public async Task<ActiveRules> ActiveAsync(CoreTransaction tx, string? memberId, IReadOnlyCollection<string> skuIds)
    {
        var rows = await tx.ListAsync<PromotionRow>($"select {PromotionRow.Columns} from promo_rule where state = 'active' and starts_at <= @NowMicros and ends_at > @NowMicros order by id", new { tx.NowMicros });
        var rules = new List<Promotion>();
        foreach (var row in rows)
        {
            var body = row.ToBody();
            if (body.Terms.Deals is { } deals && !deals.Any(d => skuIds.Contains(d.SkuId))) continue;
            rules.Add(await QuotasLeft.FillAsync(tx, body, row.ToRule(), memberId));
        }
        return new ActiveRules(rules, await StackingRules.AllAsync(tx));
    }

    /// <summary>Coupons that a member could use now.</summary>
    public Task<IReadOnlyList<MemberCoupon>> CouponsOfAsync(CoreTransaction tx, string memberId) => HeldCoupons.UsableAsync(tx, memberId);

    /// <summary>Locks the coupons that the price uses for the order: <c>coupon-not-usable</c> when one of them is not there any more.</summary>
    public Task<Outcome<int>> LockCouponsAsync(CoreTransaction tx, string memberId, string orderId, PriceResult price) => LockCoupons.RunAsync(tx, memberId, orderId, price);

    /// <summary>The order is paid: its coupons are used up. Idempotent.</summary>
    /// <param name="order">Header of the order's events; its subject is the order that locked them (the parent when it was split).</param>
    public Task<int> RedeemAsync(CoreTransaction tx, EventHeader order) => redeem.RunAsync(tx, order);

    /// <summary>The whole order is given up, before payment or after: its coupons come back, are reissued or lapse. Idempotent.</summary>
    public Task<IReadOnlyList<CouponReturn>> ReturnCouponsAsync(CoreTransaction tx, Actor actor, string orderId) => returns.RunAsync(tx, actor, orderId);

    /// <summary>Takes what the price uses of flash stock, limit quotas and gift stock: <c>promotion-sold-out</c>, <c>limit-reached</c> or <c>promotion-changed</c>. Idempotent per order.</summary>
    public Task<Outcome<int>> TakeLimitsAsync(CoreTransaction tx, Actor actor, string memberId, string orderId, PriceResult price, QuotaTrace trace) =>
        quotas.RunAsync(tx, actor, memberId, orderId, price, trace);

    /// <summary>Gives back what the order took. Idempotent.</summary>
    public Task<int> ReleaseLimitsAsync(CoreTransaction tx, string orderId) => ReleaseQuotas.RunAsync(tx, orderId);

    /// <summary>Emits promo.applied, promo.allocated, gift.chosen and addon.added under the order's id.</summary>
    /// <param name="order">Header of the order's events; id, source and sequence are made anew.</param>
    public void EmitPrice(CoreTransaction tx, EventHeader order, PriceResult price, BusinessDate day) => prices.Emit(tx, order, price, day);

    /// <summary>Something happened to a member for the first time: he gets the coupons that are given for it, once.</summary>
    /// <returns>Ids of his coupons for it.</returns>
    public Task<IReadOnlyList<string>> IssueForAsync(CoreTransaction tx, Actor actor, CouponHappening happening, string memberId) => issueFor.RunAsync(tx, actor, happening, memberId);

    /// <summary>True when there is such a template of coupons, whatever its state.</summary>
    public async Task<bool> HasTemplateAsync(CoreTransaction tx, string templateId) => await tx.FindAsync<string>("select id from coupon_template where id = @templateId", new { templateId }) is not null;

    /// <summary>Gives a member a coupon, once per reference: compensation, campaigns.</summary>
    public Task<Outcome<string>> IssueAsync(CoreTransaction tx, Actor actor, string templateId, string memberId, string reference, string reason) =>
        issue.RunAsync(tx, actor, templateId, memberId, reference, reason);

    /// <summary>Gives a member a prize, once per reference.</summary>
    /// <returns>The grant's id.</returns>
    public Task<Outcome<string>> GrantAsync(CoreTransaction tx, Actor actor, string memberId, string prizeId, string reference) => prizes.RunAsync(tx, actor, memberId, prizeId, reference);
}
