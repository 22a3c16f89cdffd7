namespace RailLife.Commerce.Edge;

/// <summary>Who may call an endpoint at all; what he then sees is the use case's rule.</summary>
[Flags]
public enum Access
{
    Anyone = 0,
    Member = 1,
    Merchant = 2,
    Staff = 4,
    MerchantOrStaff = Merchant | Staff,
    SignedIn = Member | Merchant | Staff,
}

internal static class AccessRules
{
    public static bool Admits(this Access access, Actor actor) => access == Access.Anyone || actor.Kind switch
    {
        ActorKind.Member => access.HasFlag(Access.Member),
        ActorKind.Merchant => access.HasFlag(Access.Merchant),
        ActorKind.Staff => access.HasFlag(Access.Staff),
        _ => false,
    };
}
