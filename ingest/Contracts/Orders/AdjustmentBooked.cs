namespace RailLife.Contracts.Orders;

/// <summary>The books or the stock were corrected without a sale [调整]. Key: the adjustment's id.</summary>
/// <remarks>Catalogue WMS-07 (write-off) and LED-02 (adjustment). In no sales figure.</remarks>
/// <param name="Lines">Signed: a write-off has negative quantities, a bad debt a negative amount.</param>
[Event("adjustment.booked", Topics.Order)]
public sealed record AdjustmentBooked(
    string AdjustmentId,
    AdjustmentKind Kind,
    [Items(1, 10_000)] IReadOnlyList<AdjustmentLine> Lines,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;

public enum AdjustmentKind
{
    /// <summary>Money: a bad debt, a correction.</summary>
    Adjustment,

    /// <summary>Stock that is gone: damaged, lost, thrown away.</summary>
    WriteOff,
}

public sealed record AdjustmentLine(
    [Range(1, int.MaxValue)] int LineNo,
    string ProductId,
    [Range(-1_000_000_000, 1_000_000_000)] long Quantity,
    [Range(-Money.MinorMax, Money.MinorMax)] long AmountMinor,
    [Text(1000)] string? Note);
