using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Promotions.Coupons;
using RailLife.Commerce.Promotions.Rules;
using RailLife.Contracts;
using RailLife.Tests.Commerce.Promotions;

namespace RailLife.Tests.Commerce.Orders;

/// <summary>What makes a mall's prices lower: rules and coupons of the platform.</summary>
internal static class Discounts
{
    public static async Task FullReductionAsync(Mall mall, long from, long off)
    {
        var body = new PromotionBody(new LocalText("满减", null), PromotionKind.FullReduction, null, mall.Bed.Clock.Now.AddHours(-1), mall.Bed.Clock.Now.AddDays(1), null, null, null,
            new PromotionTerms(ThresholdUnit.Amount, Mode: ReductionMode.Tiered, Tiers: [new Tier(from, off)]));
        var view = await mall.DoneAsync(tx => new SavePromotion(mall.Promotions).AddAsync(Fair.As(Fair.Staff), body, tx));
        await mall.DoneAsync(tx => SwitchPromotion.ActivateAsync(Fair.As(Fair.Staff, view.Id, view.Version), new Nothing(), tx));
    }

    public static async Task<string> CouponAsync(Mall mall, Buyer buyer, CouponTemplateBody template)
    {
        var view = await mall.DoneAsync(tx => new SaveCouponTemplate(mall.Promotions).AddAsync(Fair.As(Fair.Staff), template, tx));
        await mall.DoneAsync(tx => SwitchCouponTemplate.ActivateAsync(Fair.As(Fair.Staff, view.Id, view.Version), new Nothing(), tx));
        return await mall.DoneAsync(tx => mall.Parts.Promotions.IssueAsync(tx, Fair.Staff, view.Id, buyer.Id, $"test/{buyer.Id}", "test"));
    }
}
