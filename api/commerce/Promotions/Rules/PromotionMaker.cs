using RailLife.Commerce.Pricing;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Rules;

/// <summary>A written rule -> the calculator's record of its kind, or what is wrong with it.</summary>
/// <remarks>Law I-09's sibling: a rule that could raise a price, or give more for less, cannot be saved.</remarks>
internal static class PromotionMaker
{
    public static Outcome<Promotion> Decide(string id, long version, Owner owner, PromotionBody body)
    {
        var terms = body.Terms;
        if (body.EndsAt <= body.StartsAt || body.AnnouncedAt > body.StartsAt) return Wrong("it must end after it starts, and be announced before");
        if (body.Name is { Zh: null, En: null }) return Wrong("it needs a name in one language at least");
        if (body.Scope is { Kind: not ScopeKind.All, Ids.Count: 0 }) return Wrong("a scope other than 'all' names its goods");
        var scope = body.Scope ?? Scope.Everything;
        var unit = terms.Unit ?? ThresholdUnit.Amount;
        return body.Kind switch
        {
            PromotionKind.FlashPrice => Deals(terms) is { } wrong ? wrong : new FlashPrice(id, version, owner.Issuer, owner.MerchantId, Prices(terms)),
            PromotionKind.LimitPrice => Deals(terms) is { } wrong ? wrong : new LimitPrice(id, version, owner.Issuer, owner.MerchantId, Prices(terms)),
            PromotionKind.AddOn => Deals(terms) is { } wrong ? wrong : new AddOn(id, version, owner.Issuer, owner.MerchantId, scope, unit, terms.From ?? 0, Prices(terms)),
            PromotionKind.Bundle => terms is not { Units: { } units, PriceMinor: { } price } ? Wrong("a bundle needs 'units' and 'price_minor'")
                : new BundlePrice(id, version, owner.Issuer, owner.MerchantId, scope, body.StackingGroup, units, price, terms.BundlesMax),
            PromotionKind.FullReduction => Reduction(terms) is { } wrong ? wrong
                : new FullReduction(id, version, owner.Issuer, owner.MerchantId, scope, body.StackingGroup, unit, terms.Mode ?? ReductionMode.Tiered, terms.Tiers!, terms.CapMinor),
            PromotionKind.FullDiscount => Discount(terms) is { } wrong ? wrong
                : new FullDiscount(id, version, owner.Issuer, owner.MerchantId, scope, body.StackingGroup, unit, terms.Tiers!, terms.CapMinor),
            PromotionKind.FullGift => Gifts(terms) is { } wrong ? wrong
                : new FullGift(id, version, owner.Issuer, owner.MerchantId, scope, body.StackingGroup, unit, terms.From ?? 0,
                    [.. terms.Gifts!.Select(g => new Gift(g.GiftId, g.SkuId, g.PrizeId, g.ValueMinor, g.UnitsMax))], terms.Choose ?? 1),
            _ => throw new ArgumentOutOfRangeException(nameof(body), body.Kind, "no such kind"),
        };
    }

    private static List<DealPrice> Prices(PromotionTerms terms) => [.. terms.Deals!.Select(d => new DealPrice(d.SkuId, d.UnitPriceMinor))];

    private static Refusal? Deals(PromotionTerms terms) => terms.Deals is not { Count: > 0 } deals ? Wrong("it needs 'deals': goods with their prices")
        : deals.DistinctBy(d => d.SkuId).Count() != deals.Count ? Wrong("'deals' names a product twice")
        : null;

    // More bought never gets less off: that is what buyers top up for.
    private static Refusal? Reduction(PromotionTerms terms)
    {
        if (Rising(terms.Tiers) is { } wrong) return wrong;
        var mode = terms.Mode ?? ReductionMode.Tiered;
        if (mode is not ReductionMode.Tiered && terms.Tiers!.Count != 1) return Wrong($"'{States.Word(mode)}' has one tier");
        if (mode is ReductionMode.Repeated && terms.Tiers![0].From < 1) return Wrong("a repeated reduction needs a step of 1 or more");
        if (mode is not ReductionMode.ReduceTo && terms.Tiers!.Any(t => t.Value < 1)) return Wrong("a tier takes 1 or more off");
        return mode is ReductionMode.Tiered && terms.Tiers!.Zip(terms.Tiers!.Skip(1)).Any(p => p.Second.Value <= p.First.Value) ? Wrong("a higher tier takes more off") : null;
    }

    private static Refusal? Discount(PromotionTerms terms)
    {
        if (Rising(terms.Tiers) is { } wrong) return wrong;
        if (terms.Tiers!.Any(t => t.Value > BasisPoints.Whole - 1)) return Wrong("a tier's value is what is still paid, 0 to 9999 basis points: 8000 is 80 %");
        return terms.Tiers!.Zip(terms.Tiers!.Skip(1)).Any(p => p.Second.Value >= p.First.Value) ? Wrong("a higher tier leaves less to pay") : null;
    }

    private static Refusal? Rising(IReadOnlyList<Tier>? tiers) => tiers is not { Count: > 0 } ? Wrong("it needs 'tiers'")
        : tiers.Any(t => t.From < 0 || t.Value < 0) ? Wrong("tiers have no negative numbers")
        : tiers.Zip(tiers.Skip(1)).Any(p => p.Second.From <= p.First.From) ? Wrong("tiers rise: each begins above the one before")
        : null;

    private static Refusal? Gifts(PromotionTerms terms) => terms.Gifts is not { Count: > 0 } gifts ? Wrong("it needs 'gifts': the pool")
        : gifts.DistinctBy(g => g.GiftId).Count() != gifts.Count ? Wrong("'gifts' has an id twice")
        : gifts.Any(g => g.SkuId is null == g.PrizeId is null) ? Wrong("a gift is either goods ('sku_id') or a prize ('prize_id')")
        : gifts.Sum(g => g.UnitsMax) < (terms.Choose ?? 1) ? Wrong($"{terms.Choose ?? 1} cannot be chosen from a pool that gives {gifts.Sum(g => g.UnitsMax)} at most")
        : null;

    private static Refusal Wrong(string what) => Refusal.Invalid("invalid-promotion", $"the rule cannot be kept: {what}");
}
