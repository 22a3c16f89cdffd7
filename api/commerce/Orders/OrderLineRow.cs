using RailLife.Commerce.Pricing;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

internal sealed record OrderLineRow
{
    private const string Columns =
        """
        order_id, line_no, root_line_no, sku_id, product_id, title_zh, title_en, spec, category_id, quantity, shipped, returned, unit_price_minor, is_gift, is_stock_kept,
        goods_minor, promotion_minor, coupon_minor, member_minor, points_minor, points_used, freight_minor, gift_value_minor, refunded_minor, points_back
        """;

    public const string Insert =
        $"""
        insert into order_line ({Columns})
        values (@OrderId, @LineNo, @RootLineNo, @SkuId, @ProductId, @TitleZh, @TitleEn, @Spec, @CategoryId, @Quantity, @Shipped, @Returned, @UnitPriceMinor, @IsGift, @IsStockKept,
            @GoodsMinor, @PromotionMinor, @CouponMinor, @MemberMinor, @PointsMinor, @PointsUsed, @FreightMinor, @GiftValueMinor, @RefundedMinor, @PointsBack)
        """;

    public string OrderId { get; init; } = "";
    public long LineNo { get; init; }

    /// <summary>The line of the order that was placed: under it the stock is kept.</summary>
    public long RootLineNo { get; init; }
    public string SkuId { get; init; } = "";
    public string ProductId { get; init; } = "";
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public string Spec { get; init; } = "";
    public string CategoryId { get; init; } = "";
    public long Quantity { get; init; }
    public long Shipped { get; init; }
    public long Returned { get; init; }
    public long UnitPriceMinor { get; init; }
    public long IsGift { get; init; }
    public long IsStockKept { get; init; }
    public long GoodsMinor { get; init; }
    public long PromotionMinor { get; init; }
    public long CouponMinor { get; init; }
    public long MemberMinor { get; init; }
    public long PointsMinor { get; init; }
    public long PointsUsed { get; init; }
    public long FreightMinor { get; init; }
    public long GiftValueMinor { get; init; }
    public long RefundedMinor { get; init; }
    public long PointsBack { get; init; }

    public PriceAmounts Amounts => new(GoodsMinor, PromotionMinor, CouponMinor, MemberMinor, PointsMinor, PointsUsed, FreightMinor, GiftValueMinor);

    public OrderLineRow With(PriceAmounts a) => this with
    {
        GoodsMinor = a.GoodsMinor, PromotionMinor = a.PromotionMinor, CouponMinor = a.CouponMinor, MemberMinor = a.MemberMinor, PointsMinor = a.PointsMinor,
        PointsUsed = a.PointsUsed, FreightMinor = a.FreightMinor, GiftValueMinor = a.GiftValueMinor,
    };

    public static Task<IReadOnlyList<OrderLineRow>> OfAsync(CoreTransaction tx, string orderId) =>
        tx.ListAsync<OrderLineRow>($"select {Columns} from order_line where order_id = @orderId order by line_no", new { orderId });

    public static async Task<ILookup<string, OrderLineRow>> OfAllAsync(CoreTransaction tx, IReadOnlyCollection<string> orderIds) => orderIds.Count == 0
        ? Array.Empty<OrderLineRow>().ToLookup(r => r.OrderId)
        : (await tx.ListAsync<OrderLineRow>($"select {Columns} from order_line where order_id in @orderIds order by order_id, line_no", new { orderIds })).ToLookup(r => r.OrderId);
}

/// <summary>What a rule took off a line, and who bears it.</summary>
internal sealed record EffectRow
{
    public const string Insert =
        """
        insert into order_effect (order_id, line_no, number, lane, rule_id, rule_version, coupon_id, issuer, amount_minor)
        values (@OrderId, @LineNo, @Number, @Lane, @RuleId, @RuleVersion, @CouponId, @Issuer, @AmountMinor)
        """;

    public string OrderId { get; init; } = "";
    public long LineNo { get; init; }
    public long Number { get; init; }
    public string Lane { get; init; } = "";
    public string RuleId { get; init; } = "";
    public long RuleVersion { get; init; }
    public string? CouponId { get; init; }
    public string Issuer { get; init; } = "";
    public long AmountMinor { get; init; }

    public static Task<IReadOnlyList<EffectRow>> OfAsync(CoreTransaction tx, string orderId) =>
        tx.ListAsync<EffectRow>("select order_id, line_no, number, lane, rule_id, rule_version, coupon_id, issuer, amount_minor from order_effect where order_id = @orderId", new { orderId });
}
