namespace RailLife.Commerce.Edge;

public enum ActorKind
{
    /// <summary>Nobody who has signed in.</summary>
    Anonymous,

    /// <summary>A member of the platform; sees and moves only his own.</summary>
    Member,

    /// <summary>Somebody of a merchant; sees and moves only what is that merchant's.</summary>
    Merchant,

    /// <summary>Somebody of the operator, within circles, formats and merchants.</summary>
    Staff,

    /// <summary>The platform itself: timers, callbacks.</summary>
    System,
}

/// <summary>Who does something, and how far his eyes reach. Stored with every change of state.</summary>
/// <remarks>Catalogue PLT-07: isolation by circle [TOD], format [业态] and merchant. Null = all of them.</remarks>
/// <param name="Id">The member's, merchant's or staff's id.</param>
public sealed record Actor(ActorKind Kind, string Id, IReadOnlyList<long>? Circles = null, IReadOnlyList<string>? Formats = null, IReadOnlyList<string>? Merchants = null)
{
    public static Actor Nobody { get; } = new(ActorKind.Anonymous, "");

    public static Actor Platform { get; } = new(ActorKind.System, "platform");

    /// <summary><c>member:…</c>, <c>staff:…</c>, <c>system:…</c>: as events and rows carry it.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}:{Id}";

    /// <summary>True when a row of this merchant, circle and format is within sight. A circle of -1 (self-operated) belongs to all.</summary>
    public bool Sees(string merchantId, long circleId, string format) =>
        Kind is ActorKind.System
        || (Kind is ActorKind.Merchant && merchantId == Id)
        || (Kind is ActorKind.Staff
            && (Merchants is null || Merchants.Contains(merchantId))
            && (Circles is null || circleId == -1 || Circles.Contains(circleId))
            && (Formats is null || Formats.Contains(format)));

    public bool IsMember(string memberId) => Kind is ActorKind.Member && Id == memberId;

    public bool IsMerchant(string merchantId) => Kind is ActorKind.Merchant && Id == merchantId;
}
