using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions.Quotas;
using RailLife.Contracts;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Rules;

/// <summary>Rules as their owners read them, and coming and running sales as buyers do.</summary>
/// <remarks>Catalogue ACT-08, ACT-09, ACT-19, PLT-07.</remarks>
internal static class PromotionViews
{
    public static async Task<Outcome<PromotionView>> OneAsync(Call call, CoreTransaction tx)
    {
        var found = await PromotionRow.SeenAsync(tx, call.Actor, call.Path("id"));
        return found.IsDone ? found.Value.ToView() : found.Refusal!;
    }

    public static async Task<Outcome<Page<PromotionView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var seen = new List<PromotionRow>();
        // What another circle or merchant owns is passed over here, so a page is full whenever there is enough within sight.
        for (var after = page.After ?? ""; seen.Count <= page.Limit;)
        {
            var rows = await tx.ListAsync<PromotionRow>(
                $"select {PromotionRow.Columns} from promo_rule where id > @after and (@merchant is null or merchant_id = @merchant) and (@state is null or state = @state) order by id limit 101",
                new { after, merchant = call.Actor.Kind is ActorKind.Merchant ? call.Actor.Id : null, state = call.Query("state") });
            seen.AddRange(rows.Where(r => r.IsSeenBy(call.Actor)));
            if (rows.Count <= Call.PageSizeMax) break;
            after = rows[^1].Id;
        }
        var shown = page.Of([.. seen.Take(page.Limit + 1)], r => r.Id);
        return new Page<PromotionView>([.. shown.Items.Select(r => r.ToView())], shown.Next);
    }

    /// <summary>How many whole packs a gift pool yields with what is left.</summary>
    public static async Task<Outcome<GiftCapacityView>> CapacityAsync(Call call, CoreTransaction tx)
    {
        var found = await PromotionRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!found.IsDone) return found.Refusal!;
        if (found.Value.ToRule() is not FullGift rule) return Refusal.Conflict("no-gifts", $"promotion {found.Value.Id} is a {found.Value.Kind}; only a full gift has a pool");
        var left = (FullGift)(await QuotasLeft.FillAsync(tx, found.Value.ToBody(), rule, null));
        var isBounded = left.Pool.All(g => g.UnitsLeft is not null);
        return new GiftCapacityView(rule.Id, isBounded ? GiftCapacity.Packs([.. left.Pool.Select(g => (g.UnitsLeft ?? 0, g.UnitsMax))], rule.Choose) : null);
    }

    /// <summary>Flash sales and limit activities that are announced or running, soonest end first.</summary>
    public static async Task<Outcome<SaleList>> SalesAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<PromotionRow>(
            $"""
            select {PromotionRow.Columns} from promo_rule
            where state = 'active' and kind in ('flash-price', 'limit-price') and announced_at <= @NowMicros and ends_at > @NowMicros order by ends_at, id limit 200
            """, new { tx.NowMicros });
        var sales = new List<SaleView>();
        foreach (var row in rows)
        {
            var body = row.ToBody();
            var taken = await QuotasLeft.TakenAsync(tx, row.Id, null);
            sales.Add(new(row.Id, body.Kind, body.Name, row.MerchantId, row.StartsAt.ToInstant(), row.EndsAt.ToInstant(), row.StartsAt <= tx.NowMicros,
                [.. (body.Terms.Deals ?? []).Select(d => new SaleItem(d.SkuId, d.UnitPriceMinor, d.StockUnits is { } stock ? Math.Max(0, stock - taken.GetValueOrDefault((d.SkuId, QuotaDimension.Stock))) : null, d.MemberUnits))]));
        }
        return new SaleList(sales, tx.Now);
    }
}

/// <param name="Packs">Null = a gift of the pool has no end.</param>
internal sealed record GiftCapacityView(string PromotionId, long? Packs);

/// <param name="Now">The server's clock, for countdowns.</param>
internal sealed record SaleList(IReadOnlyList<SaleView> Sales, DateTimeOffset Now);

internal sealed record SaleView(string Id, PromotionKind Kind, LocalText Name, string? MerchantId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool IsRunning, IReadOnlyList<SaleItem> Items);

/// <param name="UnitsLeft">Null = no end.</param>
internal sealed record SaleItem(string SkuId, long UnitPriceMinor, long? UnitsLeft, long? UnitsPerMember);
