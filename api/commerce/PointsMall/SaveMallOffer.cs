using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.PointsMall;

/// <summary>Staff writes what can be had for points, edits it, takes it out.</summary>
/// <remarks>Catalogue PTS-06. What was redeemed before an edit keeps what it cost: the order holds its own price.</remarks>
internal sealed class SaveMallOffer(PointsMallParts parts)
{
    public async Task<Outcome<MallOfferView>> AddAsync(Call call, MallOfferBody body, CoreTransaction tx)
    {
        if (await CheckAsync(tx, body) is { } wrong) return wrong;
        var row = Row(call, tx, parts.Ids.Next(), 1, body);
        await tx.ExecuteAsync(
            $"""
            insert into mall_offer ({MallOfferRow.Columns})
            values (@Id, @Version, @IsActive, @NameZh, @NameEn, @Kind, @SkuId, @TemplateId, @Points, @CashMinor, @QuantityMax, @MemberMax, @Redeemed, @StartsAt, @EndsAt, @SavedAt, @Actor)
            """, row);
        return row.ToView();
    }

    public async Task<Outcome<MallOfferView>> ChangeAsync(Call call, MallOfferBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await MallOfferRow.FindAsync(tx, id) is not { } old) return Refusal.NotFound("mall-offer", id);
        if (Edits.Check(call, old.Version) is { } stale) return stale;
        if (await CheckAsync(tx, body) is { } wrong) return wrong;
        var row = Row(call, tx, id, old.Version + 1, body);
        var isSaved = await tx.ExecuteOneAsync(
            """
            update mall_offer set version = @Version, is_active = @IsActive, name_zh = @NameZh, name_en = @NameEn, kind = @Kind, sku_id = @SkuId, template_id = @TemplateId, points = @Points,
                cash_minor = @CashMinor, quantity_max = @QuantityMax, member_max = @MemberMax, starts_at = @StartsAt, ends_at = @EndsAt, saved_at = @SavedAt, actor = @Actor
            where id = @Id and version = @Version - 1 and redeemed <= @QuantityMax
            """, row);
        if (isSaved) return (await MallOfferRow.FindAsync(tx, id))!.ToView();
        var now = (await MallOfferRow.FindAsync(tx, id))!;
        return now.Version != old.Version ? Edits.Changed : Refusal.Conflict("too-few-pieces", $"quantity_max: found {body.QuantityMax}, expected at least the {now.Redeemed} pieces that are out");
    }

    public static async Task<Outcome<MallOfferView>> StopAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await MallOfferRow.FindAsync(tx, id) is not { } old) return Refusal.NotFound("mall-offer", id);
        if (Edits.Check(call, old.Version) is { } stale) return stale;
        var isStopped = await tx.ExecuteOneAsync("update mall_offer set is_active = 0, version = version + 1, saved_at = @NowMicros, actor = @Actor where id = @id and version = @Version",
            new { id, old.Version, tx.NowMicros, Actor = call.Actor.ToString() });
        return isStopped ? (await MallOfferRow.FindAsync(tx, id))!.ToView() : Edits.Changed;
    }

    private async Task<Refusal?> CheckAsync(CoreTransaction tx, MallOfferBody body)
    {
        if (Words.Check(body.Name, "name") is { } unnamed) return unnamed;
        if (body.EndsAt <= body.StartsAt) return Refusal.Invalid("invalid-offer", "ends_at: expected a moment after starts_at");
        if (body.Kind is MallKind.Goods)
        {
            if (body is not { SkuId: { } sku, TemplateId: null }) return Refusal.Invalid("invalid-offer", "goods need 'sku_id' and no 'template_id'");
            return await parts.GoodsAsync(tx, sku) is { IsDone: false } unfit ? unfit.Refusal : null;
        }
        if (body is not { TemplateId: { } template, SkuId: null, CashMinor: 0 }) return Refusal.Invalid("invalid-offer", "a coupon needs 'template_id', no 'sku_id', and costs points only");
        return await parts.Promotions.HasTemplateAsync(tx, template) ? null : Refusal.NotFound("coupon-template", template);
    }

    private static MallOfferRow Row(Call call, CoreTransaction tx, string id, long version, MallOfferBody body) => new()
    {
        Id = id, Version = version, IsActive = 1, NameZh = body.Name.Zh, NameEn = body.Name.En, Kind = Words.Of(body.Kind), SkuId = body.SkuId, TemplateId = body.TemplateId, Points = body.Points,
        CashMinor = body.CashMinor, QuantityMax = body.QuantityMax, MemberMax = body.MemberMax, StartsAt = body.StartsAt.ToMicros(), EndsAt = body.EndsAt.ToMicros(), SavedAt = tx.NowMicros, Actor = call.Actor.ToString(),
    };
}
