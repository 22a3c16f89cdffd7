using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Promotions;

/// <summary>Whose rule it is: a merchant's, who bears it and sees it within his circle and format, or the platform's.</summary>
/// <remarks>Catalogue CPN-03, PLT-07.</remarks>
internal sealed record Owner(string? MerchantId, long CircleId, string Format)
{
    public Issuer Issuer => MerchantId is null ? Issuer.Platform : Issuer.Merchant;

    /// <summary>A merchant makes rules for himself only; staff for the platform, or for a merchant within sight.</summary>
    /// <param name="asked">The merchant that the body names.</param>
    public static async Task<Outcome<Owner>> OfAsync(PromotionsParts parts, CoreTransaction tx, Actor actor, string? asked)
    {
        var merchantId = actor.Kind is ActorKind.Merchant ? asked ?? actor.Id : asked;
        if (merchantId is null) return new Owner(null, -1, "");
        if (await parts.Merchants.FindAsync(tx, merchantId) is not { IsActive: true } place || !actor.Sees(merchantId, place.CircleId, place.Format)) return Refusal.NotFound("merchant", merchantId);
        return new Owner(merchantId, place.CircleId, place.Format);
    }

    /// <summary>The platform's rules are the staff's; a merchant's are his and theirs within sight.</summary>
    public static bool IsSeen(Actor actor, string? merchantId, long circleId, string format) =>
        merchantId is null ? actor.Kind is ActorKind.Staff or ActorKind.System : actor.Sees(merchantId, circleId, format);
}

/// <summary>States of rules and templates, and enums as columns keep them.</summary>
internal static class States
{
    public const string Draft = "draft";
    public const string Active = "active";
    public const string Stopped = "stopped";

    public static string Word<T>(T value) where T : struct, Enum => EventJson.EnumNames.ConvertName(value.ToString());
}
