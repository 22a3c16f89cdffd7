namespace RailLife.Contracts;

/// <summary>Smallest and largest value of a number, both allowed.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RangeAttribute(long min, long max) : Attribute
{
    public long Min { get; } = min;

    public long Max { get; } = max;
}

/// <summary>Longest text in characters. Texts without this mark are names and ids: 1 to 200.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TextAttribute(int max) : Attribute
{
    public int Max { get; } = max;
}

/// <summary>Fewest and most items of a list or entries of a map.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ItemsAttribute(int min, int max) : Attribute
{
    public int Min { get; } = min;

    public int Max { get; } = max;
}

/// <summary>An ISO 4217 code: three capital letters.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CurrencyAttribute : Attribute;

/// <summary>A personal field: it carries a keyed hash only, never the value in clear.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PersonalAttribute(PersonalKind kind) : Attribute
{
    public PersonalKind Kind { get; } = kind;
}

/// <summary>What a personal field holds. Equal values of one kind hash alike wherever they stand, so events can be joined on them.</summary>
public enum PersonalKind
{
    Mobile,
    Email,

    /// <summary>A network address.</summary>
    Address,

    /// <summary>A person's name.</summary>
    Name,

    /// <summary>The number of an identity document [身份证号].</summary>
    IdentityNumber,

    /// <summary>A person's account at another provider: an openid and the like.</summary>
    ExternalAccount,

    /// <summary>Where a person lives or gets parcels.</summary>
    PostalAddress,
}
