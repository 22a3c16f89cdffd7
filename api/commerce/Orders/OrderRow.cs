using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>An order, parent or child, as it is stored.</summary>
internal sealed record OrderRow
{
    private const string Columns =
        """
        id, number, root_id, parent_id, member_id, state, payment, fulfilment, after_sale, after_sales_open, is_held, is_shown, merchant_id, circle_id, format, kind, warehouse_id, currency,
        goods_minor, promotion_minor, coupon_minor, member_minor, points_minor, points_used, freight_minor, gift_value_minor, payable_minor, paid_minor, payment_channel, refunded_minor, returned_freight_minor,
        receiver_masked, phone_masked, region, address_sealed, remark, channel, ordered_transfer, has_points_hold,
        placed_at, expires_at, paid_at, shipped_at, signs_at, received_at, completes_at, completed_at, cancelled_at, cancel_reason, version
        """;

    public const string Select = $"select {Columns} from order_head";

    public const string Insert =
        $"""
        insert into order_head ({Columns})
        values (@Id, @Number, @RootId, @ParentId, @MemberId, @State, @Payment, @Fulfilment, @AfterSale, @AfterSalesOpen, @IsHeld, @IsShown, @MerchantId, @CircleId, @Format, @Kind, @WarehouseId, @Currency,
            @GoodsMinor, @PromotionMinor, @CouponMinor, @MemberMinor, @PointsMinor, @PointsUsed, @FreightMinor, @GiftValueMinor, @PayableMinor, @PaidMinor, @PaymentChannel, @RefundedMinor, @ReturnedFreightMinor,
            @ReceiverMasked, @PhoneMasked, @Region, @AddressSealed, @Remark, @Channel, @OrderedTransfer, @HasPointsHold,
            @PlacedAt, @ExpiresAt, @PaidAt, @ShippedAt, @SignsAt, @ReceivedAt, @CompletesAt, @CompletedAt, @CancelledAt, @CancelReason, @Version)
        on conflict (number) do nothing
        """;

    public string Id { get; init; } = "";
    public string Number { get; init; } = "";
    public string RootId { get; init; } = "";
    public string? ParentId { get; init; }
    public string MemberId { get; init; } = "";
    public string State { get; init; } = "";
    public string Payment { get; init; } = "";
    public string Fulfilment { get; init; } = "";
    public string AfterSale { get; init; } = "";

    /// <summary>Applications that are being worked on.</summary>
    public long AfterSalesOpen { get; init; }
    public long IsHeld { get; init; }
    public long IsShown { get; init; }

    /// <summary>Empty for a parent of several merchants' children.</summary>
    public string MerchantId { get; init; } = "";
    public long CircleId { get; init; }
    public string Format { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? WarehouseId { get; init; }
    public string Currency { get; init; } = "";
    public long GoodsMinor { get; init; }
    public long PromotionMinor { get; init; }
    public long CouponMinor { get; init; }
    public long MemberMinor { get; init; }
    public long PointsMinor { get; init; }
    public long PointsUsed { get; init; }
    public long FreightMinor { get; init; }
    public long GiftValueMinor { get; init; }
    public long PayableMinor { get; init; }
    public long PaidMinor { get; init; }
    public string? PaymentChannel { get; init; }
    public long RefundedMinor { get; init; }
    public long ReturnedFreightMinor { get; init; }
    public string? ReceiverMasked { get; init; }
    public string? PhoneMasked { get; init; }
    public string? Region { get; init; }
    public string? AddressSealed { get; init; }
    public string? Remark { get; init; }
    public string? Channel { get; init; }
    public string? OrderedTransfer { get; init; }
    public long HasPointsHold { get; init; }
    public long PlacedAt { get; init; }
    public long ExpiresAt { get; init; }
    public long? PaidAt { get; init; }
    public long? ShippedAt { get; init; }
    public long? SignsAt { get; init; }
    public long? ReceivedAt { get; init; }
    public long? CompletesAt { get; init; }
    public long? CompletedAt { get; init; }
    public long? CancelledAt { get; init; }
    public string? CancelReason { get; init; }
    public long Version { get; init; }

    public bool IsRoot => ParentId is null;

    public PriceAmounts Amounts => new(GoodsMinor, PromotionMinor, CouponMinor, MemberMinor, PointsMinor, PointsUsed, FreightMinor, GiftValueMinor);

    public OrderRow With(PriceAmounts a) => this with
    {
        GoodsMinor = a.GoodsMinor, PromotionMinor = a.PromotionMinor, CouponMinor = a.CouponMinor, MemberMinor = a.MemberMinor, PointsMinor = a.PointsMinor,
        PointsUsed = a.PointsUsed, FreightMinor = a.FreightMinor, GiftValueMinor = a.GiftValueMinor, PayableMinor = a.PayableMinor,
    };

    /// <summary>The state as people see it: a void parent waits to be paid, or was given up, as a whole.</summary>
    public OrderState Shown => (State, Payment) switch
    {
        ("split", "unpaid") => OrderState.WaitPay,
        ("split", "void") => OrderState.Cancelled,
        _ => Words.Parse<OrderState>(State),
    };

    /// <summary><see cref="Shown"/> in a query.</summary>
    public const string ShownSql = "case when state = 'split' and payment = 'unpaid' then 'wait-pay' when state = 'split' and payment = 'void' then 'cancelled' else state end";

    public bool IsSeenBy(Actor actor) => actor.IsMember(MemberId) || (State != Words.Of(OrderState.Split) && actor.Sees(MerchantId, CircleId, Format));

    public static Task<OrderRow?> FindAsync(CoreTransaction tx, string id) => tx.FindAsync<OrderRow>($"{Select} where id = @id", new { id });

    /// <summary>The order, when it is the caller's to see.</summary>
    public static async Task<Outcome<OrderRow>> SeenAsync(CoreTransaction tx, Actor actor, string id) =>
        await FindAsync(tx, id) is { } row && row.IsSeenBy(actor) ? row : Refusal.NotFound("order", id);

    /// <summary>The order locked against everybody else until the transaction ends.</summary>
    public static async Task<Outcome<OrderRow>> HeldAsync(CoreTransaction tx, Actor actor, string id) =>
        await tx.FindAsync<OrderRow>($"{Select} where id = @id{tx.Dialect.ForUpdate}", new { id }) is { } row && row.IsSeenBy(actor) ? row : Refusal.NotFound("order", id);

    /// <summary>What is shipped and signed of a paid order: itself, or its children, by id.</summary>
    public static Task<IReadOnlyList<OrderRow>> LeavesAsync(CoreTransaction tx, string rootId) =>
        tx.ListAsync<OrderRow>($"{Select} where root_id = @rootId and state <> 'split' order by id", new { rootId });
}
