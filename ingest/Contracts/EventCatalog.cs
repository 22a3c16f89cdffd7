using System.Collections.Frozen;
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

namespace RailLife.Contracts;

/// <summary>Every event type that the platform knows. A type that is not listed here is rejected as unknown.</summary>
public static class EventCatalog
{
    public static IReadOnlyList<EventContract> All { get; } =
    [
        EventContract.Of<OrderPlaced>(),
        EventContract.Of<OrderPaid>(),
        EventContract.Of<OrderShipped>(),
        EventContract.Of<OrderParcelPlanned>(),
        EventContract.Of<OrderReceived>(),
        EventContract.Of<OrderCompleted>(),
        EventContract.Of<OrderCancelled>(),
        EventContract.Of<OrderSplitInto>(),
        EventContract.Of<SplitAllocated>(),
        EventContract.Of<OrderPriced>(),
        EventContract.Of<OrderClosed>(),
        EventContract.Of<OrderIntervened>(),
        EventContract.Of<OrderCancelFailed>(),
        EventContract.Of<VirtualDelivered>(),
        EventContract.Of<RefundCompleted>(),
        EventContract.Of<AfterSaleCreated>(),
        EventContract.Of<AfterSaleStateChanged>(),
        EventContract.Of<AfterSaleAdjusted>(),
        EventContract.Of<AfterSaleExpired>(),
        EventContract.Of<ReturnCreated>(),
        EventContract.Of<ReturnApproved>(),
        EventContract.Of<RefundComputed>(),
        EventContract.Of<DisputeOpened>(),
        EventContract.Of<DisputeClosed>(),
        EventContract.Of<AdjustmentBooked>(),
        EventContract.Of<PaymentCreated>(),
        EventContract.Of<PaymentSucceeded>(),
        EventContract.Of<PaymentFailed>(),
        EventContract.Of<PaymentClosed>(),
        EventContract.Of<RefundCreated>(),
        EventContract.Of<RefundSucceeded>(),
        EventContract.Of<RefundFailed>(),
        EventContract.Of<SubsidyQuotaPurchased>(),
        EventContract.Of<SubsidyQuotaConsumed>(),
        EventContract.Of<PaymentNotifySent>(),
        EventContract.Of<PaymentNotifyFailed>(),
        EventContract.Of<PaymentNotifyDead>(),
        EventContract.Of<RiskDecisionMade>(),
        EventContract.Of<RiskAdmissionReviewed>(),
        EventContract.Of<GatewayRequest>(),
        EventContract.Of<GatewayAuthFailed>(),
        EventContract.Of<GatewayThrottled>(),
        EventContract.Of<GatewayBroken>(),
        EventContract.Of<JournalPosted>(),
        EventContract.Of<ProductSaved>(),
        EventContract.Of<ProductListed>(),
        EventContract.Of<ProductDelisted>(),
        EventContract.Of<PriceChanged>(),
        EventContract.Of<StockAdjusted>(),
        EventContract.Of<StockLocked>(),
        EventContract.Of<StockReserved>(),
        EventContract.Of<StockReleased>(),
        EventContract.Of<StockDeducted>(),
        EventContract.Of<StockReturned>(),
        EventContract.Of<CompositeSaved>(),
        EventContract.Of<ProductAuditPassed>(),
        EventContract.Of<ProductAuditRejected>(),
        EventContract.Of<BackCategorySaved>(),
        EventContract.Of<FrontCategorySaved>(),
        EventContract.Of<PagePublished>(),
        EventContract.Of<ReviewSubmitted>(),
        EventContract.Of<ReviewApproved>(),
        EventContract.Of<ReviewRejected>(),
        EventContract.Of<ReviewDeleted>(),
        EventContract.Of<PromoApplied>(),
        EventContract.Of<PromoAllocated>(),
        EventContract.Of<GiftChosen>(),
        EventContract.Of<AddonAdded>(),
        EventContract.Of<LimitBlocked>(),
        EventContract.Of<SeckillAttempted>(),
        EventContract.Of<SeckillWon>(),
        EventContract.Of<CouponTemplateSaved>(),
        EventContract.Of<CouponClaimed>(),
        EventContract.Of<CouponIssued>(),
        EventContract.Of<CouponRedeemed>(),
        EventContract.Of<CouponReturned>(),
        EventContract.Of<CouponReissued>(),
        EventContract.Of<CouponLapsed>(),
        EventContract.Of<CouponCostAttributed>(),
        EventContract.Of<PrizeGranted>(),
        EventContract.Of<GiftpackGranted>(),
        EventContract.Of<BenefitThirdpartyIssued>(),
        EventContract.Of<PrizeShipped>(),
        EventContract.Of<RedpacketGranted>(),
        EventContract.Of<RedpacketActivated>(),
        EventContract.Of<RedpacketWithdrawn>(),
        EventContract.Of<PointsmallOrderPlaced>(),
        EventContract.Of<PointsmallOrderShipped>(),
        EventContract.Of<PointsmallOrderCancelled>(),
        EventContract.Of<MemberRegistered>(),
        EventContract.Of<MemberUpdated>(),
        EventContract.Of<MemberKindChanged>(),
        EventContract.Of<MemberStateChanged>(),
        EventContract.Of<MemberAccountLinked>(),
        EventContract.Of<MemberIdentityMerged>(),
        EventContract.Of<MemberIdentityUnmerged>(),
        EventContract.Of<MemberRealNameVerified>(),
        EventContract.Of<GrowthChanged>(),
        EventContract.Of<GrowthReversed>(),
        EventContract.Of<MemberLevelChanged>(),
        EventContract.Of<MemberLevelDemoted>(),
        EventContract.Of<BenefitGranted>(),
        EventContract.Of<BenefitUsed>(),
        EventContract.Of<StoreMemberJoined>(),
        EventContract.Of<AccountOpened>(),
        EventContract.Of<WalletRecharged>(),
        EventContract.Of<WalletWithdrawn>(),
        EventContract.Of<AccountDebited>(),
        EventContract.Of<StaffCardFunded>(),
        EventContract.Of<StaffCardSpent>(),
        EventContract.Of<PointsEarned>(),
        EventContract.Of<PointsSpent>(),
        EventContract.Of<PointsReturned>(),
        EventContract.Of<PointsClawedBack>(),
        EventContract.Of<PointsExpired>(),
        EventContract.Of<PointsExchanged>(),
        EventContract.Of<PointsChanged>(),
        EventContract.Of<SmsSent>(),
        EventContract.Of<SmsFailed>(),
        EventContract.Of<MerchantRegistered>(),
        EventContract.Of<MerchantInfoChanged>(),
        EventContract.Of<MerchantDeregistered>(),
        EventContract.Of<TodSaved>(),
        EventContract.Of<FormatSaved>(),
        EventContract.Of<StoreSaved>(),
        EventContract.Of<ContractSigned>(),
        EventContract.Of<DepositPaid>(),
        EventContract.Of<BehaviourTracked>(),
        EventContract.Of<PageViewed>(),
        EventContract.Of<ProductViewed>(),
        EventContract.Of<SearchPerformed>(),
        EventContract.Of<CartItemAdded>(),
        EventContract.Of<CartItemRemoved>(),
        EventContract.Of<CartMerged>(),
        EventContract.Of<OrderAttributed>(),
        EventContract.Of<AccessLogged>(),
        EventContract.Of<OperationLogged>(),
        EventContract.Of<BusinessLogged>(),
        EventContract.Of<ExceptionLogged>(),
        EventContract.Of<DevLogged>(),
        EventContract.Of<LoginSucceeded>(),
        EventContract.Of<LoginFailed>(),
    ];

    private static readonly FrozenDictionary<string, EventContract> ByType = All.ToFrozenDictionary(c => c.Type);
    private static readonly FrozenDictionary<Type, EventContract> ByRecord = All.ToFrozenDictionary(c => c.RecordType);
    private static readonly FrozenSet<string> Names = All.Select(c => c.Name).ToFrozenSet();
    private static readonly Utf8NameTable Table = new(All.Select(c => c.TypeUtf8));

    /// <summary>The contract of a full type name, or null when there is none.</summary>
    public static EventContract? Find(string type) => ByType.GetValueOrDefault(type);

    /// <summary>The contract of a full type name in UTF-8, or null when there is none. Does not allocate.</summary>
    public static EventContract? Find(ReadOnlySpan<byte> type) => Table.Find(type) is >= 0 and var index ? All[index] : null;

    /// <summary>True for <c>raillife.order.placed.v9</c> when some other version of that event is known.</summary>
    public static bool IsOtherVersion(string type)
    {
        var dot = type.LastIndexOf(".v", StringComparison.Ordinal);
        return dot > 0
            && type.StartsWith("raillife.", StringComparison.Ordinal)
            && dot > "raillife.".Length
            && type.AsSpan(dot + 2) is { Length: > 0 } version && !version.ContainsAnyExceptInRange('0', '9')
            && Names.Contains(type["raillife.".Length..dot]);
    }

    /// <exception cref="ArgumentException">The record is not in the catalogue.</exception>
    public static EventContract For(Type recordType) => ByRecord.TryGetValue(recordType, out var contract)
        ? contract
        : throw new ArgumentException($"{recordType.Name} is not an event of the catalogue; add it to EventCatalog.All", nameof(recordType));
}
