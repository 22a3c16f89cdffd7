using System.Text;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.Contracts.Ledger;
using RailLife.Contracts.Gateway;
using RailLife.Contracts.Logs;
using RailLife.Contracts.Members;
using RailLife.Contracts.Merchants;
using RailLife.Contracts.Orders;
using RailLife.Contracts.Payments;
using RailLife.Contracts.Products;
using RailLife.Contracts.Promotions;
using RailLife.Contracts.Tracking;

namespace RailLife.Bench.Contracts;

/// <summary>One good event of every type in the catalogue.</summary>
public static class SampleEvents
{
    public const string Hash = "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    public static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly long NoonMicros = Noon.ToUnixTimeMilliseconds() * 1000;
    private static readonly BusinessDate Day = new(new DateOnly(2024, 5, 1));

    private static readonly IReadOnlyList<StockPart> Parts = [new(1, "p-1", "sku-1", "w-1", 6)];

    public static IReadOnlyList<IEventRecord> All { get; } =
    [
        Placed, new OrderPaid("o-1", 1530, "CNY", "wechat", Day), new OrderShipped("o-1", "p-1", "SF", Day), new OrderParcelPlanned("o-1", [new(1, 2), new(2, 1)], Day), new OrderReceived("o-1", Day),
        new OrderCompleted("o-1", Day), new OrderCancelled("o-1", CancelReason.Timeout, Day),
        new OrderSplitInto("o-1", [new OrderChild("o-2", "mer-1", "w-1", [SplitCause.Merchant], 6), new OrderChild("o-3", "mer-2", null, [SplitCause.Merchant, SplitCause.Kind], 6)], Day),
        new SplitAllocated("o-1", [new ChildAmounts("o-2", 1530, 100, 0, 0, 30, 30, 1000, 2400), new ChildAmounts("o-3", 1530, 0, 0, 0, 0, 0, 0, 1530)], "CNY", Day),
        new OrderPriced("o-1", 3060, 100, 0, 0, 30, 30, 1000, 3930, "CNY", Day), new OrderClosed("o-1", OrderCloseReason.AllReturned, Day),
        new OrderIntervened("o-1", InterventionKind.Held), new OrderCancelFailed("o-1", "already-shipped"), new VirtualDelivered("o-3", Day),
        new RefundCompleted("r-1", "o-1", null, [new RefundLine(1, "sku-1", 2, 2.55m, 510)], "CNY", null, Day),
        new AfterSaleCreated("as-1", "o-1", "return", AfterSaleReason.Quality, [new AfterSaleLine(1, "sku-1", 1)], 255, "CNY", Day), new AfterSaleStateChanged("as-1", "o-1", "wait-audit", "wait-return", Day),
        new AfterSaleAdjusted("as-1", "o-1", 200, null, "merchant", true, Day), new AfterSaleExpired("as-1", "o-1", Day), new ReturnCreated("as-1", "o-1", Day), new ReturnApproved("as-1", "o-1", "received", true, Day),
        new RefundComputed("r-1", "o-1", "as-1", 200, 0, 10, true, "CNY", Day), new DisputeOpened("as-1", "o-1", Day), new DisputeClosed("as-1", "o-1", true, Day),
        new AdjustmentBooked("a-1", AdjustmentKind.WriteOff, [new AdjustmentLine(1, "sku-1", -3, 0, "damaged")], "CNY", Day),
        new JournalPosted("t-1", "order/o-1/paid", "order-paid", "CNY", [new JournalPosting("channel/sandbox/CNY", "ActuallyReceived", 1530), new JournalPosting("platform/receivable/CNY", "Receivable", -1530)], Day),
        new PaymentCreated("pay-1", "o-1", 1530, "CNY", Day), new PaymentSucceeded("pay-1", "o-1", "try-1", 1530, "CNY", [new TenderPart("wallet", 30), new TenderPart("wechat", 1500)], Day),
        new PaymentFailed("pay-1", "o-1", "try-1", "wechat", "payer-refused", Day), new PaymentClosed("pay-1", "o-1", PaymentCloseReason.Timeout, Day),
        new RefundCreated("r-1", "pay-1", "o-1", RefundCause.Asked, 510, "CNY", [new TenderPart("wechat", 510)], Day), new RefundSucceeded("r-1", "pay-1", "o-1", 510, "CNY", Day),
        new RefundFailed("r-1", "pay-1", "o-1", "not-enough", Day), new SubsidyQuotaPurchased("q-1", 1_000_000, "CNY", Day), new SubsidyQuotaConsumed("q-1", "pay-1", "o-1", 200, "CNY", Day),
        new PaymentNotifySent("n-1", "pay-1", "mer-1", 1), new PaymentNotifyFailed("n-1", "pay-1", "mer-1", 2, "status-503"), new PaymentNotifyDead("n-1", "pay-1", "mer-1", 9, "no-answer"),
        new RiskDecisionMade("d-1", "try-1", RiskVerdict.Verify, ["rule-1"]), new RiskAdmissionReviewed("v-1", "mer-1", true, 2),
        new GatewayRequest("member:m-1", "GET", "/v1/orders/{id}", 200, true, 1_250), new GatewayAuthFailed("key-1", "POST", "/v1/orders", "bad-signature"), new GatewayThrottled("key-1", "GET", "/v1/orders"), new GatewayBroken("wechat", 5),
        new ProductSaved("sku-1", new LocalText("灯", "Lantern"), "home", 2.55m, "CNY"), new ProductListed("sku-1"), new ProductDelisted("sku-1", null),
        new PriceChanged("sku-1", 2.55m, 2.6m, "CNY"), new StockAdjusted("sku-1", null, -4, "stocktake"),
        new StockLocked("o-1", Parts, 900), new StockReserved("o-1", Parts), new StockReleased("o-1", Parts, StockReleaseReason.Expired), new StockDeducted("o-1", Parts), new StockReturned("o-1", Parts),
        new CompositeSaved("p-1", [new CompositePart("sku-1", 10, false), new CompositePart("sku-2", 1, true)], 2550, "CNY"), new ProductAuditPassed("p-1"), new ProductAuditRejected("p-1", "no licence"),
        new BackCategorySaved("c-3", "c-2", 3, new LocalText("灯", null)), new FrontCategorySaved("f-1", null, new LocalText("灯节", "Lantern festival"), ["c-3"], false, false), new PagePublished("page-1", "home", 2, 5),
        new ReviewSubmitted("rv-1", "p-1", "o-1", 5, 2, false), new ReviewApproved("rv-1", "p-1", 5), new ReviewRejected("rv-1", "p-1", "advertising"), new ReviewDeleted("rv-1", "p-1"),
        new MemberRegistered("m-1", MemberKind.Member, Hash, "app"), new MemberUpdated("m-1", null, Hash, Gender.Female, 1990, "gold"),
        new MemberKindChanged("m-1", MemberKind.Visitor, MemberKind.Member), new MemberStateChanged("m-1", true, "fraud"), new MemberAccountLinked("m-1", "wechat", Hash),
        new MemberIdentityMerged("g-1", "p-1", "p-2", ["m-2"]), new MemberIdentityUnmerged("g-1", "p-1", "p-2", ["m-2"]), new MemberRealNameVerified("m-1", "p-1", Hash, Hash),
        new GrowthChanged("m-1", 20, 1020, "review", "review/1", 1), new GrowthReversed("m-1", 20, 1000, "review/1", "review/1/deleted", 1),
        new MemberLevelChanged("m-1", "registered", "bronze", 1000, "purchase", 1), new MemberLevelDemoted("m-1", "bronze", "registered", 0, "daily", 1),
        new BenefitGranted("m-1", "free-freight", "gold", true), new BenefitUsed("m-1", "free-freight", "gold", 1), new StoreMemberJoined("s-1", "mer-1", "m-1", "vip1"),
        new AccountOpened("m-1", "wallet", "CNY", Day), new WalletRecharged("m-1", 10_000, "CNY", "payment/1", Day), new WalletWithdrawn("m-1", 500, "CNY", "withdrawal/1", Day),
        new AccountDebited("m-1", "wallet", 300, "CNY", "order/o-1", Day), new StaffCardFunded("m-1", "staff-welfare", 20_000, "CNY", "funding/1", Day), new StaffCardSpent("m-1", 100, 200, "CNY", "order/o-2", Day),
        new PointsEarned("m-1", 100, 5, "purchase", "order/o-1", 1, Day.Day), new PointsSpent("m-1", 50, "order", "order/o-2"), new PointsReturned("m-1", 20, 0, "order/o-2", "refund/r-1"),
        new PointsClawedBack("m-1", 10, 3, "order/o-1", "refund/r-2", 1), new PointsExpired("m-1", 7, "order/o-1", Day.Day), new PointsExchanged("m-1", "x-1", 500, 500, "CNY", Day),
        new PointsChanged("m-1", -5, "mistake", "adjustment/1"),
        new SmsSent("x-1", "sign-in-code", "sandbox", Hash), new SmsFailed("x-1", "sign-in-code", "gateway", Hash, "http-400"),
        new MerchantRegistered("mer-1", new LocalText("店", null), [-1, 7], "retail", null), new MerchantInfoChanged("mer-1", null, "food", [7]),
        new MerchantDeregistered("mer-1", "moved away"), new TodSaved(7, new LocalText("会展中心", "Convention Centre"), 22_530_000, 114_060_000, 1_000, ["online-retail"]), new FormatSaved("online-retail", new LocalText("在线电商", null), true),
        new StoreSaved("s-1", "mer-1", new LocalText("一号店", "Store one"), "station-9", true),
        new ContractSigned("c-1", "mer-1", new DateOnly(2024, 1, 1), null), new DepositPaid("d-1", "mer-1", 500_000, "CNY", Day),
        new BehaviourTracked(BehaviourKind.Track, "product.viewed", BehaviourProtocol.Segment, "track", 310, false, ["color"], false, Day, -12, "analytics.js 1.0", "/p/1", "example.org", new Campaign("weixin", null, "spring", null, null), Json("{\"price\":2.55,\"deep\":{\"a\":[1,null]}}"), null, Json("{}")),
        new PageViewed("s-1", "/home", null, 1200, "ios", Hash, new Dictionary<string, string> { ["tab"] = "lunch" }), new ProductViewed("s-1", "sku-1", "search", 3),
        new SearchPerformed("s-1", "灯笼", 12, null), new CartItemAdded("s-1", "sku-1", 1, 2.55m, "CNY"), new CartItemRemoved("s-1", "sku-1", 1),
        new CartMerged("s-1", "s-2", 3), new OrderAttributed("o-1", "mini-program", ["/home", "/cart", "/checkout"], "example.org", "lantern", null),
        new AccessLogged("GET", "/downloads/product_1", 304, 0, null, "Debian APT-HTTP/1.3", Hash),
        new OperationLogged("POST", "/v1/orders/{id}/cancel", 409, "already-shipped", 1_250), new BusinessLogged("POST", "/v1/orders", "ORD-01"),
        new ExceptionLogged("POST", "/v1/orders", "InvalidOperationException", "RailLife.Commerce.Orders.PlaceOrder.RunAsync"), new DevLogged("service-events", "events-lost", 12),
        new LoginSucceeded("staff-1", "risk", Hash), new LoginFailed(null, LoginFailure.WrongSecret, null),
        new PromoApplied("o-1", "platform-coupon", "template-1", 2, "coupon-1", null, 500, "CNY", Day),
        new PromoAllocated("o-1", "platform-coupon", "template-1", 2, "coupon-1", [new PromoShare("1", "sku-1", 250, 0), new PromoShare("2", "sku-1", 250, 0)], "CNY", Day),
        new GiftChosen("o-1", "promo-1", "cup", "sku-cup", null, 1, 900, "CNY", Day), new AddonAdded("o-1", "promo-2", "2", "sku-1", 1, 35_000, "CNY", Day),
        new LimitBlocked("o-1", "promo-3", "sku-1", QuotaDimension.Member, 2, 1), new SeckillAttempted("o-1", "promo-4", "sku-1", 1, true), new SeckillWon("o-1", "promo-4", "sku-1", 1),
        new CouponTemplateSaved("template-1", 2, new LocalText("满100减5", "5 off 100"), "full-reduction", "mer-1", 10_000, 500, 10_000, 5_000),
        new CouponClaimed("coupon-1", "template-1", "m-1"), new CouponIssued("coupon-2", "template-1", "m-1", "registration"), new CouponRedeemed("coupon-1", "template-1", "m-1", "o-1", 500, "CNY"),
        new CouponReturned("coupon-1", "template-1", "m-1", "o-1"), new CouponReissued("coupon-1", "coupon-3", "template-1", "m-1", "o-1"), new CouponLapsed("coupon-1", "template-1", "m-1", "o-1"),
        new CouponCostAttributed("o-1", "coupon-1", "template-1", null, 500, "CNY", Day), new PrizeGranted("grant-1", "prize-1", "m-1", "points", "lottery/7"),
        new GiftpackGranted("grant-2", "prize-2", "m-1", ["prize-1", "prize-3"], "recharge/9"), new BenefitThirdpartyIssued("grant-3", "prize-4", "m-1", "luckin"),
        new PrizeShipped("grant-4", "prize-5", "m-1", "sku-9", "SF", "SF100", Day), new RedpacketGranted("grant-5", "m-1", 3_000, "CNY", new DateOnly(2024, 5, 1), Day),
        new RedpacketActivated("grant-5", "m-1", 3_000, "CNY", Day), new RedpacketWithdrawn("m-1", 2_000, "CNY", "red-packet-withdrawal/m-1/w-1", Day),
        new PointsmallOrderPlaced("mall-1", "offer-1", "m-1", "goods", "sku-9", null, 2_000, 990, "CNY", Day), new PointsmallOrderShipped("mall-1", "m-1", "sku-9", "SF", "SF101", Day),
        new PointsmallOrderCancelled("mall-2", "offer-1", "m-1", 2_000, 990, "CNY", Day),
    ];

    public static OrderPlaced Placed => new("o-1", "m-1",
        [new OrderLine(1, "sku-1", 6, 2.55m, 1530), new OrderLine(2, "sku-1", 6, 2.55m, 1530)], "CNY", "Shenzhen", Day);

    public static EventHeader Header(string id = "e-1") => new(id, "tests/samples", "o-1", Noon)
    {
        MemberId = "m-1", MerchantId = "mer-1", StoreId = "s-1", CircleId = -1, Format = "retail", Channel = "mall", Actor = "member:m-1", Sequence = 0,
    };

    private static JsonElement Json(string json) => JsonElement.Parse(json);

    public static string Json(IEventRecord record) => Encoding.UTF8.GetString(EventWriter.Write(Header(), record));
}
