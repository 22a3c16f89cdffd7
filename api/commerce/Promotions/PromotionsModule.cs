using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions.Coupons;
using RailLife.Commerce.Promotions.Prizes;
using RailLife.Commerce.Promotions.Rules;
using RailLife.Store;

namespace RailLife.Commerce.Promotions;

/// <summary>Promotions [促销], coupons [优惠券] and prizes [奖品].</summary>
public static class PromotionsModule
{
    public static IReadOnlyList<MigrationSet> Tables { get; } = [PromotionTables.Promotions, PromotionTables.Coupons, PromotionTables.Prizes];

    public static void MapPromotions(this CommerceRoutes routes, PromotionsParts parts)
    {
        MapRules(routes, new SavePromotion(parts));
        MapCoupons(routes, parts);
        MapPrizes(routes, parts);
    }

    /// <summary>What falls due with time: promised money whose day has come.</summary>
    public static IReadOnlyList<IDueWork> DueWork(CoreDatabase database, PromotionsParts parts) =>
        [new DueWork("red-packets", TimeSpan.FromSeconds(30), new ActivateRedPackets(database, parts).RunAsync)];

    private static void MapRules(CommerceRoutes routes, SavePromotion save)
    {
        const string Kinds = "ACT-07a, ACT-07b, ACT-07c, ACT-08, ACT-09, ACT-11, ACT-14, ACT-19";
        routes.Post<PromotionBody, PromotionView>("/v1/promotions", Access.MerchantOrStaff, Kinds, "write a rule; a draft until it is activated", save.AddAsync);
        routes.Put<PromotionBody, PromotionView>("/v1/promotions/{id}", Access.MerchantOrStaff, Kinds, "write a new version of a rule", save.ChangeAsync);
        routes.Get<Page<PromotionView>>("/v1/promotions", Access.MerchantOrStaff, "ACT-19, PLT-07", "the rules within sight", PromotionViews.ListAsync, "state", "limit", "cursor");
        routes.Get<PromotionView>("/v1/promotions/{id}", Access.MerchantOrStaff, "ACT-19, PLT-07", "one rule", PromotionViews.OneAsync);
        routes.Post<Nothing, PromotionView>("/v1/promotions/{id}/activate", Access.MerchantOrStaff, "ACT-19", "put a rule in force for its period", SwitchPromotion.ActivateAsync);
        routes.Post<Nothing, PromotionView>("/v1/promotions/{id}/stop", Access.MerchantOrStaff, "ACT-19", "stop a rule before its end", SwitchPromotion.StopAsync);
        routes.Get<GiftCapacityView>("/v1/promotions/{id}/gift-capacity", Access.MerchantOrStaff, "ACT-07c", "how many whole packs the gift pool yields", PromotionViews.CapacityAsync);
        routes.Get<SaleList>("/v1/sales", Access.Anyone, "ACT-08, ACT-09", "announced and running flash sales and limit activities, with what is left", PromotionViews.SalesAsync);
        routes.Get<StackingList>("/v1/stacking-pairs", Access.MerchantOrStaff, "CPN-05", "groups of rules that may meet on one line", StackingRules.ListAsync);
        routes.Post<StackingPair, StackingList>("/v1/stacking-pairs", Access.Staff, "CPN-05", "approve a pair", StackingRules.ApproveAsync);
        routes.Post<StackingPair, StackingList>("/v1/stacking-pairs/withdraw", Access.Staff, "CPN-05", "take an approval back", StackingRules.WithdrawAsync);
    }

    private static void MapCoupons(CommerceRoutes routes, PromotionsParts parts)
    {
        var save = new SaveCouponTemplate(parts);
        routes.Post<CouponTemplateBody, CouponTemplateView>("/v1/coupon-templates", Access.MerchantOrStaff, "CPN-01, CPN-02, CPN-03, CPN-09", "write a kind of coupon; a draft until it is activated", save.AddAsync);
        routes.Put<CouponTemplateBody, CouponTemplateView>("/v1/coupon-templates/{id}", Access.MerchantOrStaff, "CPN-01, CPN-02, CPN-03, CPN-09", "write a new version of a kind of coupon", save.ChangeAsync);
        routes.Get<Page<CouponTemplateView>>("/v1/coupon-templates", Access.MerchantOrStaff, "CPN-01, PLT-07", "the kinds of coupons within sight", CouponTemplateViews.ListAsync, "limit", "cursor");
        routes.Get<CouponTemplateView>("/v1/coupon-templates/{id}", Access.MerchantOrStaff, "CPN-01, PLT-07", "one kind of coupon", CouponTemplateViews.OneAsync);
        routes.Post<Nothing, CouponTemplateView>("/v1/coupon-templates/{id}/activate", Access.MerchantOrStaff, "CPN-01", "begin to give coupons out", SwitchCouponTemplate.ActivateAsync);
        routes.Post<Nothing, CouponTemplateView>("/v1/coupon-templates/{id}/stop", Access.MerchantOrStaff, "CPN-01", "stop giving coupons out", SwitchCouponTemplate.StopAsync);
        routes.Get<CouponOffers>("/v1/coupon-centre", Access.Anyone, "CPN-07, ACT-01", "coupons that can be taken now", CouponTemplateViews.CentreAsync);
        routes.Post<Nothing, MemberCoupon>("/v1/coupon-centre/{id}/claim", Access.Member, "CPN-07, ACT-01", "take a coupon", new ClaimCoupon(parts).RunAsync);
        routes.Get<Page<MemberCoupon>>("/v1/me/coupons", Access.Member, "CPN-10, MBR-07", "own coupons with their states", HeldCoupons.MineAsync, "limit", "cursor");
        routes.Get<Page<MemberCoupon>>("/v1/members/{id}/coupons", Access.Staff, "CPN-10, MBR-07", "a member's coupons with their states", HeldCoupons.OfMemberAsync, "limit", "cursor");
    }

    private static void MapPrizes(CommerceRoutes routes, PromotionsParts parts)
    {
        var save = new SavePrize(parts);
        var grants = new GrantViews(parts);
        const string Kinds = "PRZ-01, PRZ-02, PRZ-03, PRZ-04, PRZ-05, PRZ-06";
        routes.Post<PrizeBody, PrizeView>("/v1/prizes", Access.Staff, Kinds, "write something that can be won", save.AddAsync);
        routes.Put<PrizeBody, PrizeView>("/v1/prizes/{id}", Access.Staff, Kinds, "edit it", save.ChangeAsync);
        routes.Get<Page<PrizeView>>("/v1/prizes", Access.Staff, Kinds, "what can be won", SavePrize.ListAsync, "limit", "cursor");
        routes.Post<Nothing, PrizeView>("/v1/prizes/{id}/stop", Access.Staff, Kinds, "do not give it out any more", save.StopAsync);
        routes.Post<ImportCodesBody, CodesImported>("/v1/prizes/{id}/codes", Access.Staff, "PRZ-05", "bring in codes that a third party delivered", new ImportCodes(parts).RunAsync);
        routes.Post<ShipPrizeBody, Nothing>("/v1/prize-grants/{id}/ship", Access.Staff, "PRZ-04", "send goods that were won", grants.ShipAsync);
        routes.Get<Page<GrantView>>("/v1/me/prizes", Access.Member, Kinds, "what was won", grants.MineAsync, "limit", "cursor");
    }
}
