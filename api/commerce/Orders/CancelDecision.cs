using RailLife.Commerce.Edge;

namespace RailLife.Commerce.Orders;

/// <summary>Who wants an order cancelled [取消场景]. Catalogue FUL-21.</summary>
internal enum CancelBy
{
    Buyer,

    /// <summary>Customer service, on the buyer's behalf.</summary>
    Service,
    Merchant,

    /// <summary>Timeout, or malicious orders.</summary>
    System,
}

internal enum CancelOutcome
{
    /// <summary>Nothing was paid: everything set aside is free again.</summary>
    Release,

    /// <summary>Paid, and nothing has left: money, points and stock go back.</summary>
    Refund,

    /// <summary>It left already, or the buyer has it: only after-sales.</summary>
    UseAfterSales,

    /// <summary>It is over.</summary>
    AlreadyOver,

    /// <summary>It was split and paid: each child is cancelled by itself.</summary>
    CancelTheChildren,

    /// <summary>The platform holds it: only the platform ends it.</summary>
    OnHold,

    /// <summary>This one may not: an unpaid order is the buyer's.</summary>
    NotHis,
}

/// <summary>What cancelling comes to, at each node and for each who asks: total, and one outcome each. Pure.</summary>
/// <remarks>Catalogue ORD-13 to ORD-15, FUL-21 to FUL-26; law I-32.</remarks>
internal static class CancelDecision
{
    public static CancelOutcome Of(OrderState state, OrderPayment payment, OrderFulfilment fulfilment, bool isHeld, CancelBy by) => (state, payment, fulfilment) switch
    {
        (OrderState.Cancelled or OrderState.Closed, _, _) => CancelOutcome.AlreadyOver,
        (_, OrderPayment.Void or OrderPayment.Refunded, _) => CancelOutcome.AlreadyOver,
        (_, OrderPayment.Unpaid, _) => by is CancelBy.Merchant ? CancelOutcome.NotHis : CancelOutcome.Release,
        (OrderState.Split, _, _) => CancelOutcome.CancelTheChildren,
        (OrderState.Success, _, _) => CancelOutcome.UseAfterSales,
        (_, _, not OrderFulfilment.None) => CancelOutcome.UseAfterSales,
        _ when isHeld && by is (CancelBy.Buyer or CancelBy.Merchant) => CancelOutcome.OnHold,
        _ => CancelOutcome.Refund,
    };

    public static CancelOutcome Of(OrderRow order, CancelBy by) =>
        Of(Words.Parse<OrderState>(order.State), Words.Parse<OrderPayment>(order.Payment), Words.Parse<OrderFulfilment>(order.Fulfilment), order.IsHeld == 1, by);
}
