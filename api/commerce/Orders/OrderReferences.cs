namespace RailLife.Commerce.Orders;

/// <summary>Under which references an order moves points and growth: after-sales name them when they give back or take back.</summary>
public static class OrderReferences
{
    /// <summary>Points that paid a part of it: of the order that was placed.</summary>
    public static string PointsUsed(string rootId) => $"order/{rootId}/points";

    /// <summary>Points and growth that it gave when it was completed: of the order that was shipped.</summary>
    public static string Earned(string orderId) => $"order/{orderId}/earned";
}
