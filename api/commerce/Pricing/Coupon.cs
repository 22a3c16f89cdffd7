namespace RailLife.Commerce.Pricing;

public enum CouponKind
{
    /// <summary>So much off from a threshold on [满减券]; a threshold of 0 is none.</summary>
    FullReduction,

    /// <summary>A percentage from a threshold on [满折券].</summary>
    FullDiscount,

    /// <summary>So much off, whatever the amount [抵扣券].</summary>
    Offset,

    /// <summary>A percentage, directly or from a threshold on [折扣券].</summary>
    Discount,
}

/// <summary>A coupon that a member holds, as the calculator sees it.</summary>
/// <remarks>Catalogue CPN-01, CPN-02, CPN-03.</remarks>
/// <param name="TemplateId">The rule; with its version it is stored on what the coupon takes off.</param>
/// <param name="MerchantId">Of a merchant's coupon: own goods only; null = the platform's, for goods of several shops.</param>
/// <param name="FromMinor">Threshold on the amount that the lanes before have left.</param>
/// <param name="OffMinor">Of <see cref="CouponKind.FullReduction"/> and <see cref="CouponKind.Offset"/>; else 0.</param>
/// <param name="PayBasisPoints">Of the percentages: what is still paid, 8折 = 8000; else 10000.</param>
/// <param name="CapMinor">Most that a percentage takes off; null = no cap.</param>
public sealed record Coupon(string Id, string TemplateId, long TemplateVersion, CouponKind Kind, Issuer Issuer, string? MerchantId, Scope Scope, string? StackingGroup,
    long FromMinor, long OffMinor, long PayBasisPoints, long? CapMinor)
{
    public bool Covers(PriceLine line) => (Issuer is Issuer.Platform || line.MerchantId == MerchantId) && Scope.Covers(line);
}
