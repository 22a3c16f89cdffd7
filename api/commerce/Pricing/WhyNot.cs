namespace RailLife.Commerce.Pricing;

/// <summary>Why a promotion or a coupon took nothing off, language-free: a stable code and the numbers.</summary>
/// <remarks>Catalogue CRT-05, CRT-06: <see cref="Missing"/> is what topping up [凑单] has to add.</remarks>
/// <param name="RuleId">Promotion or coupon.</param>
/// <param name="Code">One of <see cref="WhyNotCodes"/>.</param>
/// <param name="Unit">In what found and needed are counted.</param>
/// <param name="OtherId">The rule that was preferred.</param>
public sealed record WhyNot(string RuleId, string Code, ThresholdUnit? Unit = null, long? Found = null, long? Needed = null, string? OtherId = null)
{
    public long? Missing => Needed - Found;
}

public static class WhyNotCodes
{
    /// <summary>No goods of its scope are in the cart.</summary>
    public const string NoGoods = "no-goods-in-scope";

    public const string ThresholdNotReached = "threshold-not-reached";

    /// <summary>It applies, and would give more from the named amount on.</summary>
    public const string NextTier = "next-tier-not-reached";

    /// <summary>Another rule of the lane gives more, and no approved pair lets both stand.</summary>
    public const string NotStackable = "not-stackable";

    /// <summary>Fewer pieces are left at this price than the cart has.</summary>
    public const string QuotaUsed = "quota-used";

    /// <summary>The goods cost no more than the rule asks.</summary>
    public const string NoGain = "no-gain";

    /// <summary>It could be used; the buyer chose not to.</summary>
    public const string NotChosen = "not-chosen";

    /// <summary>Gifts may be chosen: <c>needed</c> says how many.</summary>
    public const string GiftToChoose = "gift-to-choose";

    /// <summary>The line names a promotion that is not in force.</summary>
    public const string NotInForce = "not-in-force";
}
