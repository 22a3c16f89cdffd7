using RailLife.Commerce.Pricing;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>What makes the platform give a coupon by itself [自动送券].</summary>
/// <remarks>Catalogue CPN-06.</remarks>
public enum CouponHappening
{
    Registration,
    RealName,
    CardBind,
    Credit,
    Activation,

    /// <summary>Looked at a list for some seconds.</summary>
    Browse,
    FirstPayment,
    FirstReceipt,
}

/// <summary>What becomes of a coupon whose order comes back after the coupon's end.</summary>
/// <remarks>Catalogue CPN-09: the merchant's rule.</remarks>
public enum ExpiredReturn
{
    Lapse,
    Reissue,
}

/// <summary>A kind of coupon as staff or a merchant writes it.</summary>
/// <remarks>Catalogue CPN-01 to CPN-03, CPN-06, CPN-07, CPN-09.</remarks>
/// <param name="MerchantId">Null = the platform's, or the calling merchant's own.</param>
/// <param name="FromMinor">Threshold; absent = none [无门槛].</param>
/// <param name="OffMinor">Of full reduction and offset.</param>
/// <param name="PayBasisPoints">Of full discount and discount: 8000 = 80 % is still paid.</param>
/// <param name="IssueMax">All members together; null = no end.</param>
/// <param name="ClaimMax">Per member.</param>
/// <param name="IsClaimable">Members may take it themselves within the claim period.</param>
/// <param name="Happenings">When it is given by itself.</param>
/// <param name="ValidFrom">With <paramref name="ValidUntil"/>: the same period for all coupons.</param>
/// <param name="ValidDays">Instead of a period: days from the issue on.</param>
/// <param name="ReturnsOnRefund">A redeemed coupon comes back when its whole order does.</param>
/// <param name="ReissueDays">How long a reissued coupon is valid.</param>
internal sealed record CouponTemplateBody(
    LocalText Name,
    CouponKind Kind,
    string? MerchantId,
    Scope? Scope,
    [Text(50)] string? StackingGroup,
    [Range(0, Money.MinorMax)] long? FromMinor,
    [Range(1, Money.MinorMax)] long? OffMinor,
    [Range(0, 9_999)] long? PayBasisPoints,
    [Range(1, Money.MinorMax)] long? CapMinor,
    [Range(1, 1_000_000_000)] long? IssueMax,
    [Range(1, 1_000)] long ClaimMax,
    bool IsClaimable,
    DateTimeOffset? ClaimFrom,
    DateTimeOffset? ClaimUntil,
    [Items(0, 8)] IReadOnlyList<CouponHappening>? Happenings,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidUntil,
    [Range(1, 3_650)] long? ValidDays,
    bool ReturnsOnRefund,
    ExpiredReturn WhenExpired,
    [Range(1, 3_650)] long? ReissueDays)
{
    /// <summary>Null when a coupon can be made of it.</summary>
    public Refusal? Check()
    {
        if (Name is { Zh: null, En: null }) return Wrong("it needs a name in one language at least");
        if (Scope is { Kind: not ScopeKind.All, Ids.Count: 0 }) return Wrong("a scope other than 'all' names its goods");
        var isAmount = Kind is CouponKind.FullReduction or CouponKind.Offset;
        if (isAmount && (OffMinor is null || PayBasisPoints is not null || CapMinor is not null)) return Wrong($"a {States.Word(Kind)} needs 'off_minor' and neither 'pay_basis_points' nor 'cap_minor'");
        if (!isAmount && (PayBasisPoints is null || OffMinor is not null)) return Wrong($"a {States.Word(Kind)} needs 'pay_basis_points' and no 'off_minor'");
        if (Kind is CouponKind.Offset && FromMinor > 0) return Wrong("an offset coupon has no threshold");
        if (Kind is CouponKind.FullDiscount && FromMinor is null) return Wrong("a full discount needs 'from_minor'");
        if (ValidDays is null == (ValidUntil is null)) return Wrong("it needs either 'valid_days' or 'valid_until'");
        if (ValidFrom >= ValidUntil || ClaimFrom >= ClaimUntil) return Wrong("a period must end after it begins");
        return WhenExpired is ExpiredReturn.Reissue && ReissueDays is null ? Wrong("'reissue' needs 'reissue_days'") : null;
    }

    public Coupon ToCoupon(string id, string templateId, long templateVersion, string? merchantId) => new(id, templateId, templateVersion, Kind,
        merchantId is null ? Issuer.Platform : Issuer.Merchant, merchantId, Scope ?? Pricing.Scope.Everything, StackingGroup, FromMinor ?? 0, OffMinor ?? 0, PayBasisPoints ?? 10_000, CapMinor);

    /// <summary>From when until when a coupon that is issued now is good.</summary>
    public (long From, long Until) Validity(DateTimeOffset now) => ValidDays is { } days
        ? (now.ToMicros(), now.AddDays(days).ToMicros())
        : ((ValidFrom ?? now).ToMicros(), (ValidUntil ?? now).ToMicros());

    private static Refusal Wrong(string what) => Refusal.Invalid("invalid-coupon-template", $"the template cannot be kept: {what}");
}
