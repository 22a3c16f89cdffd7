using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>A parcel that is to leave; its number is gone when it has left.</summary>
internal sealed record PlannedParcelView(int ParcelNo, IReadOnlyList<ParcelLine> Lines);

/// <summary>The parcels that merchant or staff planned for an order and that have not left.</summary>
internal static class ParcelPlan
{
    public static async Task<IReadOnlyList<PlannedParcelView>> OfAsync(CoreTransaction tx, string orderId) =>
        [.. (await tx.ListAsync<PlanRow>("select parcel_no, line_no, quantity from order_plan where order_id = @orderId order by parcel_no, line_no", new { orderId }))
            .GroupBy(r => r.ParcelNo).Select(g => new PlannedParcelView((int)g.Key, [.. g.Select(r => new ParcelLine((int)r.LineNo, r.Quantity))]))];

    public static Task LeftAsync(CoreTransaction tx, string orderId, int parcelNo) =>
        tx.ExecuteAsync("delete from order_plan where order_id = @orderId and parcel_no = @ParcelNo", new { orderId, ParcelNo = (long)parcelNo });

    /// <summary>What leaves by this call: of a planned order a planned parcel, less what was refunded since; else what the call names, null = all that is left.</summary>
    public static Outcome<ParcelLine[]> Choose(IReadOnlyList<PlannedParcelView> plan, IReadOnlyList<OrderLineRow> lines, ShipOrderBody body)
    {
        if (plan.Count == 0 && body.Planned is null) return body.Lines?.ToArray() ?? [.. lines.Where(l => ShipOrder.Left(l) > 0).Select(l => new ParcelLine((int)l.LineNo, ShipOrder.Left(l)))];
        if (plan.Count == 0) return Refusal.NotFound("planned-parcel", $"{body.Planned}");
        if (body.Planned is not { } number || body.Lines is not null)
            return Refusal.Conflict("parcels-planned", $"the order is planned as parcels {string.Join(", ", plan.Select(p => p.ParcelNo))}; ship one by its number in 'planned', or plan anew");
        if (plan.FirstOrDefault(p => p.ParcelNo == number) is not { } parcel) return Refusal.NotFound("planned-parcel", $"{number}");
        var left = lines.ToDictionary(l => (int)l.LineNo, ShipOrder.Left);
        ParcelLine[] packed = [.. parcel.Lines.Select(l => l with { Quantity = Math.Min(l.Quantity, left[l.LineNo]) }).Where(l => l.Quantity > 0)];
        return packed.Length > 0 ? packed : Refusal.Conflict("nothing-to-ship", $"every piece of parcel {number} was returned; plan anew");
    }

    private sealed record PlanRow
    {
        public long ParcelNo { get; init; }
        public long LineNo { get; init; }
        public long Quantity { get; init; }
    }
}
