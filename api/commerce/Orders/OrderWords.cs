namespace RailLife.Commerce.Orders;

/// <summary>Where an order stands [订单状态]; what is paid, shipped and returned stands beside it on axes of their own.</summary>
/// <remarks>Catalogue ORD-11. In-after-sales [售后中] is a flag, not a state (Z-5).</remarks>
public enum OrderState
{
    /// <summary>待付款: stock, coupons and points are set aside.</summary>
    WaitPay,

    /// <summary>待发货.</summary>
    WaitShip,

    /// <summary>待收货: shipped, or to be consumed on site.</summary>
    WaitReceive,

    /// <summary>交易成功: the buyer has it. After the after-sales window it is completed too.</summary>
    Success,

    /// <summary>已取消.</summary>
    Cancelled,

    /// <summary>交易关闭: all came back, or the platform ended it.</summary>
    Closed,

    /// <summary>The void parent of child orders.</summary>
    Split,
}

/// <summary>The axis of money.</summary>
public enum OrderPayment
{
    Unpaid,
    Paid,

    /// <summary>Never paid and never to be.</summary>
    Void,

    /// <summary>All of it is on its way back to the buyer, or there.</summary>
    Refunded,
}

/// <summary>The axis of goods.</summary>
public enum OrderFulfilment
{
    None,
    PartShipped,
    Shipped,
    Received,
}

/// <summary>The axis of after-sales [售后].</summary>
public enum OrderAfterSale
{
    None,

    /// <summary>An application is being worked on.</summary>
    Open,

    /// <summary>Some pieces came back or were refunded.</summary>
    PartReturned,
    AllReturned,
}
