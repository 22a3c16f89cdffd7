using RailLife.Commerce.Pricing;
using RailLife.Contracts;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions;

/// <summary>Tells what the rules did to an order's price.</summary>
/// <remarks>Catalogue ACT-07a to ACT-07d, ACT-11, ACT-14, CPN-08.</remarks>
internal sealed class PriceEvents(PromotionsParts parts)
{
    public void Emit(CoreTransaction tx, EventHeader order, PriceResult price, BusinessDate day)
    {
        foreach (var effect in price.Effects.Where(e => e.Lane is not Lane.Freight))
        {
            var lane = States.Word(effect.Lane);
            if (effect.Lane is not Lane.Gift)
                tx.Emit(Header(order), new PromoApplied(order.Subject, lane, effect.RuleId, effect.RuleVersion, effect.CouponId, effect.Issuer is Issuer.Merchant ? effect.MerchantId : null, effect.AmountMinor, price.Currency, day));
            tx.Emit(Header(order), new PromoAllocated(order.Subject, lane, effect.RuleId, effect.RuleVersion, effect.CouponId,
                [.. effect.Shares.Select(s => new PromoShare(s.LineId, s.SkuId, s.AmountMinor, s.Units))], price.Currency, day));
            if (effect.Lane is not Lane.AddOn) continue;
            foreach (var share in effect.Shares)
                tx.Emit(Header(order), new AddonAdded(order.Subject, effect.RuleId, share.LineId, share.SkuId, share.Units, share.AmountMinor, price.Currency, day));
        }
        foreach (var gift in price.Gifts)
            tx.Emit(Header(order), new GiftChosen(order.Subject, gift.PromotionId, gift.GiftId, gift.SkuId, gift.PrizeId, gift.Quantity, gift.ValueMinor, price.Currency, day));
    }

    private EventHeader Header(EventHeader order) => order with { Id = parts.Ids.Next(), Source = PromotionsParts.Source, Sequence = null };
}
