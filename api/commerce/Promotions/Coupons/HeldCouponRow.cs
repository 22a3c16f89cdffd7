using RailLife.Commerce.Pricing;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>A member's coupon with the template's version that it was issued under.</summary>
internal sealed record HeldCouponRow
{
    public const string Select =
        """
        select h.id, h.template_id, h.template_version, h.member_id, h.state, h.valid_from, h.valid_until, h.issued_at, h.order_id, h.amount_minor, h.used_at, h.returned_at, h.replaced_by, v.body, t.merchant_id
        from coupon_held h
        join coupon_template_version v on v.id = h.template_id and v.version = h.template_version
        join coupon_template t on t.id = h.template_id
        """;

    public string Id { get; init; } = "";
    public string TemplateId { get; init; } = "";
    public long TemplateVersion { get; init; }
    public string MemberId { get; init; } = "";
    public string State { get; init; } = "";
    public long ValidFrom { get; init; }
    public long ValidUntil { get; init; }
    public long IssuedAt { get; init; }
    public string? OrderId { get; init; }
    public long AmountMinor { get; init; }
    public long? UsedAt { get; init; }
    public long? ReturnedAt { get; init; }
    public string? ReplacedBy { get; init; }
    public string Body { get; init; } = "";
    public string? MerchantId { get; init; }

    public CouponTemplateBody ToBody() => CouponTemplateRow.Parse(Body);

    /// <summary>The column's state, and <c>expired</c> once its end has passed unused: nobody has to write that.</summary>
    public CouponState StateAt(long now) => State switch
    {
        "issued" => ValidUntil <= now ? CouponState.Expired : CouponState.Issued,
        "locked" => CouponState.Locked,
        "used" => CouponState.Used,
        "reissued" => CouponState.Reissued,
        "lapsed" => CouponState.Lapsed,
        _ => throw new InvalidOperationException($"coupon {Id} is in state '{State}', which this program does not know"),
    };

    public MemberCoupon ToMemberCoupon(long now)
    {
        var body = ToBody();
        return new(body.ToCoupon(Id, TemplateId, TemplateVersion, MerchantId), body.Name, StateAt(now), IssuedAt.ToInstant(), ValidFrom.ToInstant(), ValidUntil.ToInstant(), OrderId, AmountMinor, UsedAt?.ToInstant());
    }
}

public enum CouponState
{
    Issued,
    Locked,
    Used,
    Reissued,
    Lapsed,
    Expired,
}

/// <summary>A coupon that a member holds, with its history.</summary>
/// <remarks>Catalogue CPN-10, MBR-07.</remarks>
/// <param name="OrderId">The order that locked or used it last.</param>
/// <param name="AmountMinor">What it took off there.</param>
public sealed record MemberCoupon(Coupon Coupon, LocalText Name, CouponState State, DateTimeOffset ClaimedAt, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, string? OrderId, long AmountMinor, DateTimeOffset? UsedAt);
