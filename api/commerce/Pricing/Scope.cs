namespace RailLife.Commerce.Pricing;

public enum ScopeKind
{
    /// <summary>Everything [全场].</summary>
    All,
    Merchant,
    Category,
    Brand,
    Sku,
}

/// <summary>Which goods a rule is about [适用范围].</summary>
/// <remarks>Catalogue CPN-02.</remarks>
/// <param name="Ids">Of the kind; empty for everything.</param>
public sealed record Scope(ScopeKind Kind, IReadOnlyList<string> Ids)
{
    public static Scope Everything { get; } = new(ScopeKind.All, []);

    public bool Covers(PriceLine line) => Kind switch
    {
        ScopeKind.All => true,
        ScopeKind.Merchant => Ids.Contains(line.MerchantId),
        ScopeKind.Category => line.CategoryIds.Any(Ids.Contains),
        ScopeKind.Brand => line.BrandId is { } brand && Ids.Contains(brand),
        ScopeKind.Sku => Ids.Contains(line.SkuId),
        _ => throw new ArgumentOutOfRangeException(nameof(line), Kind, "no such scope"),
    };
}

/// <summary>Who made the rule, and bears what it costs [发放方].</summary>
/// <remarks>Catalogue CPN-03: a merchant's rule is about its own goods only.</remarks>
public enum Issuer
{
    Merchant,
    Platform,
}

/// <summary>In what a threshold is counted.</summary>
public enum ThresholdUnit
{
    /// <summary>Minor units of the amount that is left after the lanes before.</summary>
    Amount,
    Pieces,
}
