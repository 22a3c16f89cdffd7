namespace RailLife.Commerce.AfterSales;

/// <summary>What the buyer asks for. Catalogue AFS-01; an order that is not paid is cancelled instead.</summary>
public enum AfterSaleKind
{
    /// <summary>Money back, nothing comes back [仅退款].</summary>
    Refund,

    /// <summary>Goods come back, then the money goes back [退货退款].</summary>
    Return,

    /// <summary>Goods come back, others of the same kind go out [换货].</summary>
    Exchange,
}

/// <summary>Where an application stands. Catalogue AFS-06, Z-5: the document is independent of the order's state.</summary>
public enum AfterSaleState
{
    /// <summary>待审核.</summary>
    WaitAudit,

    /// <summary>待客户发货.</summary>
    WaitReturn,

    /// <summary>待退货入库.</summary>
    WaitInbound,

    /// <summary>待换货出库.</summary>
    WaitExchange,

    /// <summary>待退款.</summary>
    WaitRefund,

    /// <summary>售后成功.</summary>
    Succeeded,

    /// <summary>售后关闭.</summary>
    Closed,
}

/// <summary>Who is at fault, as customer service judges.</summary>
public enum Liability
{
    Buyer,
    Merchant,
    Carrier,
    Platform,
}

/// <summary>What arrived back.</summary>
public enum Reception
{
    Received,
    Damaged,
    WrongItem,
}
