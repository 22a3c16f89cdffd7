using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions.Rules;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Quotas;

/// <summary>By what else than the member a quota is counted; keyed hashes, null = not known.</summary>
/// <remarks>Catalogue ACT-08: risk dimensions address, device, receiver's mobile.</remarks>
public sealed record QuotaTrace(string? AddressHash, string? DeviceHash, string? MobileHash);

/// <summary>An order takes its share of flash stock, limit quotas and gift stock: all of it, or it is refused.</summary>
/// <remarks>
/// Catalogue ACT-07c, ACT-08, ACT-09; law I-13: guarded counters, so no number of buyers at once passes a quota. Rows are touched in one order.
/// </remarks>
internal sealed class TakeQuotas(PromotionsParts parts)
{
    public async Task<Outcome<int>> RunAsync(CoreTransaction tx, Actor actor, string memberId, string orderId, PriceResult price, QuotaTrace trace)
    {
        var wanted = Wanted(price);
        if (wanted.Count == 0) return 0;
        var rules = (await tx.ListAsync<PromotionRow>($"select {PromotionRow.Columns} from promo_rule where id in @Ids", new { Ids = wanted.Select(w => w.PromotionId).Distinct().ToList() })).ToDictionary(r => r.Id);
        var takes = new List<Take>();
        foreach (var want in wanted)
        {
            if (!rules.TryGetValue(want.PromotionId, out var rule) || !rule.IsInForce(tx.NowMicros) || rule.Version != want.Version)
                return Refusal.Conflict("promotion-changed", $"promotion {want.PromotionId} has ended or changed since the price was computed; price the cart again");
            takes.AddRange(Takes(want, rule, memberId, trace));
        }
        foreach (var take in takes.OrderBy(t => t.PromotionId, StringComparer.Ordinal).ThenBy(t => t.ItemId, StringComparer.Ordinal).ThenBy(t => States.Word(t.Dimension), StringComparer.Ordinal).ThenBy(t => t.Subject, StringComparer.Ordinal))
            if (await TakeAsync(tx, actor, memberId, orderId, take) is { } refusal) return refusal;
        foreach (var won in takes.Where(t => t is { IsFlash: true, Dimension: QuotaDimension.Stock or QuotaDimension.Member }).DistinctBy(t => (t.PromotionId, t.ItemId)))
        {
            var header = parts.Header(tx, actor, orderId) with { MemberId = memberId };
            tx.Emit(header, new SeckillAttempted(orderId, won.PromotionId, won.ItemId, won.Quantity, true));
            tx.Emit(header with { Id = parts.Ids.Next() }, new SeckillWon(orderId, won.PromotionId, won.ItemId, won.Quantity));
        }
        return takes.Count;
    }

    // The order's own row first: a repeated call finds it and counts nothing twice.
    private async Task<Refusal?> TakeAsync(CoreTransaction tx, Actor actor, string memberId, string orderId, Take take)
    {
        var key = new { orderId, take.PromotionId, take.ItemId, Dimension = States.Word(take.Dimension), take.Subject, take.Quantity, take.Max, tx.NowMicros };
        var isNew = await tx.ExecuteOneAsync(
            """
            insert into promo_taken (order_id, promotion_id, item_id, dimension, subject, quantity, state, taken_at)
            values (@orderId, @PromotionId, @ItemId, @Dimension, @Subject, @Quantity, 'taken', @NowMicros) on conflict do nothing
            """, key);
        if (!isNew) return null;
        await tx.ExecuteAsync("insert into promo_count (promotion_id, item_id, dimension, subject, taken) values (@PromotionId, @ItemId, @Dimension, @Subject, 0) on conflict do nothing", key);
        var isTaken = await tx.ExecuteOneAsync(
            """
            update promo_count set taken = taken + @Quantity
            where promotion_id = @PromotionId and item_id = @ItemId and dimension = @Dimension and subject = @Subject and taken + @Quantity <= @Max
            """, key);
        if (isTaken) return null;
        var header = parts.Header(tx, actor, orderId) with { MemberId = memberId };
        parts.Tell(header, new LimitBlocked(orderId, take.PromotionId, take.ItemId, take.Dimension, take.Quantity, take.Max));
        if (take.IsFlash) parts.Tell(header with { Id = parts.Ids.Next() }, new SeckillAttempted(orderId, take.PromotionId, take.ItemId, take.Quantity, false));
        return Refusal.Conflict(take.Dimension is QuotaDimension.Stock ? "promotion-sold-out" : "limit-reached",
            $"{take.Quantity} of '{take.ItemId}' pass the quota of {take.Max} per {States.Word(take.Dimension)} of promotion {take.PromotionId}; price the cart again");
    }

    private static List<Want> Wanted(PriceResult price) =>
    [
        .. price.Effects.Where(e => e.Lane is Lane.DealPrice or Lane.AddOn).SelectMany(e => e.Shares.Select(s => (e.RuleId, e.RuleVersion, s.SkuId, s.Units)))
            .GroupBy(x => (x.RuleId, x.RuleVersion, x.SkuId)).Select(g => new Want(g.Key.RuleId, g.Key.RuleVersion, g.Key.SkuId, g.Sum(x => x.Units))),
        .. price.Gifts.Select(g => new Want(g.PromotionId, g.PromotionVersion, g.GiftId, g.Quantity)),
    ];

    private static IEnumerable<Take> Takes(Want want, PromotionRow rule, string memberId, QuotaTrace trace)
    {
        var body = rule.ToBody();
        var isFlash = body.Kind is PromotionKind.FlashPrice;
        if (body.Kind is PromotionKind.FullGift)
        {
            if (body.Terms.Gifts?.FirstOrDefault(g => g.GiftId == want.ItemId)?.StockUnits is { } stock) yield return Of(QuotaDimension.Stock, "", stock);
            yield break;
        }
        if (body.Terms.Deals?.FirstOrDefault(d => d.SkuId == want.ItemId) is not { } deal) yield break;
        if (deal.StockUnits is { } all) yield return Of(QuotaDimension.Stock, "", all);
        if (deal.MemberUnits is { } perMember) yield return Of(QuotaDimension.Member, memberId, perMember);
        if (deal.AddressUnits is { } perAddress && trace.AddressHash is { } address) yield return Of(QuotaDimension.Address, address, perAddress);
        if (deal.DeviceUnits is { } perDevice && trace.DeviceHash is { } device) yield return Of(QuotaDimension.Device, device, perDevice);
        if (deal.MobileUnits is { } perMobile && trace.MobileHash is { } mobile) yield return Of(QuotaDimension.Mobile, mobile, perMobile);

        Take Of(QuotaDimension dimension, string subject, long max) => new(want.PromotionId, want.ItemId, dimension, subject, want.Quantity, max, isFlash);
    }

    private sealed record Want(string PromotionId, long Version, string ItemId, long Quantity);

    private sealed record Take(string PromotionId, string ItemId, QuotaDimension Dimension, string Subject, long Quantity, long Max, bool IsFlash);
}
