using RailLife.Commerce.Accounts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Products;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.PointsMall;

/// <param name="Version">Of the offer as the member saw it: another price is not paid unseen.</param>
/// <param name="AddressId">Where goods are sent to.</param>
internal sealed record RedeemMallOfferBody([Range(1, long.MaxValue)] long Version, string? AddressId);

/// <summary>A member has a piece of an offer for his points: points, pieces, stock, money and the coupon move together or not at all.</summary>
/// <remarks>
/// Catalogue PTS-06, PTS-03. The last piece has one winner: the offer's count is a guarded counter, and so is the member's. Points go first, then the counts, then stock,
/// then money, as orders do it, so that nobody waits for another in a ring.
/// </remarks>
internal sealed class RedeemMallOffer(PointsMallParts parts)
{
    // Reserved at once, in the same transaction; the time is never reached.
    private static readonly TimeSpan LockFor = TimeSpan.FromDays(1);

    public async Task<Outcome<MallOrderView>> RunAsync(Call call, RedeemMallOfferBody body, CoreTransaction tx)
    {
        if (await parts.Members.FindAsync(tx, call.Actor.Id) is not { IsActive: true } member) return Refusal.NotFound("member", call.Actor.Id);
        if (await MallOfferRow.FindAsync(tx, call.Path("id")) is not { } offer) return Refusal.NotFound("mall-offer", call.Path("id"));
        if (Decide(offer, body.Version, tx.NowMicros) is { } no) return no;
        var order = new MallOrderRow
        {
            Id = parts.Ids.Next(), OfferId = offer.Id, OfferVersion = offer.Version, MemberId = member.Id, State = Words.Of(MallOrderState.Done), Kind = offer.Kind, NameZh = offer.NameZh, NameEn = offer.NameEn,
            SkuId = offer.SkuId, Points = offer.Points, CashMinor = offer.CashMinor, Currency = parts.Options.Currency, Channel = call.Channel, PlacedAt = tx.NowMicros,
        };
        var spent = await parts.Points.SpendAsync(tx, member.Id, order.Points, PointsMallParts.Reference(order.Id), "points-mall", call.Actor);
        if (!spent.IsDone) return spent.Refusal!;
        if (await CountAsync(tx, offer, member.Id) is { } over) return over;
        var given = offer.SkuId is { } sku ? await GoodsAsync(call, tx, order, sku, body.AddressId) : await CouponAsync(call, tx, order, offer.TemplateId ?? "");
        if (!given.IsDone) return given.Refusal!;
        order = given.Value;
        await tx.ExecuteAsync(MallOrderRow.Insert, order);
        await parts.LogAsync(tx, call.Actor, order.Id, "placed");
        tx.Emit(parts.Header(tx, call.Actor, order), new PointsmallOrderPlaced(order.Id, order.OfferId, order.MemberId, order.Kind, order.SkuId, order.CouponId, order.Points, order.CashMinor, order.Currency, parts.Day(tx)));
        return order.ToView();
    }

    /// <summary>Null when the offer can be had as the member saw it.</summary>
    public static Refusal? Decide(MallOfferRow offer, long version, long nowMicros)
    {
        if (offer.Version != version) return Refusal.Conflict("offer-changed", $"the offer is at version {offer.Version}, the member saw {version}; show him the new price");
        if (offer.IsActive == 0 || offer.EndsAt <= nowMicros) return Refusal.Conflict("offer-ended", "the offer is over");
        if (offer.StartsAt > nowMicros) return Refusal.Conflict("offer-not-begun", $"the offer begins at {offer.StartsAt.ToInstant():u}");
        return offer.Redeemed >= offer.QuantityMax ? Refusal.Conflict("offer-sold-out", $"all {offer.QuantityMax} pieces are out") : null;
    }

    private static async Task<Refusal?> CountAsync(CoreTransaction tx, MallOfferRow offer, string memberId)
    {
        var taken = new { offer.Id, memberId, offer.MemberMax };
        await tx.ExecuteAsync("insert into mall_taken (offer_id, member_id, taken) values (@Id, @memberId, 0) on conflict do nothing", taken);
        if (!await tx.ExecuteOneAsync("update mall_taken set taken = taken + 1 where offer_id = @Id and member_id = @memberId and taken < @MemberMax", taken))
            return Refusal.Conflict("limit-reached", $"one member has at most {offer.MemberMax} pieces of this offer");
        if (await tx.ExecuteOneAsync("update mall_offer set redeemed = redeemed + 1 where id = @Id and version = @Version and is_active = 1 and redeemed < quantity_max", offer)) return null;
        // Somebody was faster: with the last piece, or with an edit.
        return Decide((await MallOfferRow.FindAsync(tx, offer.Id))!, offer.Version, tx.NowMicros) ?? Refusal.Conflict("offer-sold-out", "the last piece went in this moment");
    }

    private async Task<Outcome<MallOrderRow>> CouponAsync(Call call, CoreTransaction tx, MallOrderRow order, string templateId)
    {
        var coupon = await parts.Promotions.IssueAsync(tx, call.Actor, templateId, order.MemberId, PointsMallParts.Reference(order.Id), "points-mall");
        return coupon.IsDone ? order with { CouponId = coupon.Value } : coupon.Refusal!;
    }

    private async Task<Outcome<MallOrderRow>> GoodsAsync(Call call, CoreTransaction tx, MallOrderRow order, string skuId, string? addressId)
    {
        if (addressId is null) return Refusal.Invalid("address-needed", "found no address_id, expected where to ship to");
        if (await parts.Members.AddressAsync(tx, order.MemberId, addressId) is not { } address) return Refusal.NotFound("address", addressId);
        var goods = await parts.GoodsAsync(tx, skuId);
        if (!goods.IsDone) return goods.Refusal!;
        var sku = goods.Value;
        if (sku.IsStockKept && await KeepAsync(call, tx, order.Id, sku, address.District) is { } noStock) return noStock;
        if (order.CashMinor > 0)
        {
            var paid = await parts.Wallet.DebitAsync(tx, order.MemberId, AccountKind.Wallet, order.CashMinor, LedgerAccounts.Undelivered(order.Currency), PointsMallParts.Reference(order.Id), call.Actor);
            if (!paid.IsDone) return paid.Refusal!;
        }
        return order with
        {
            State = Words.Of(MallOrderState.WaitShip), MerchantId = sku.MerchantId, CircleId = sku.CircleId, Format = sku.Format, IsStockKept = sku.IsStockKept ? 1 : 0,
            ReceiverMasked = address.ReceiverMasked, PhoneMasked = address.PhoneMasked, Region = $"{address.Province} {address.City} {address.District}", AddressSealed = address.Sealed,
        };
    }

    private async Task<Refusal?> KeepAsync(Call call, CoreTransaction tx, string orderId, SkuForSale sku, string region)
    {
        var kept = await parts.Stock.LockAsync(tx, orderId, [new StockLine(1, sku.SkuId, 1)], tx.Now + LockFor, call.Actor.ToString(), region);
        if (!kept.IsDone) return kept.Refusal;
        var reserved = await parts.Stock.ReserveAsync(tx, orderId, call.Actor.ToString());
        return reserved.IsDone ? null : reserved.Refusal;
    }
}
