namespace RailLife.Tests.Commerce.Stock;

/// <summary>What is true of the counted rows at any time.</summary>
internal static class StockLaws
{
    /// <summary>I-31: held never passes on hand; I-50: a count is the sum of what moved it; what orders keep is what is held; sold = deducted - returned.</summary>
    public static async Task HoldAsync(CommerceBed bed)
    {
        var wrong = await bed.ReadAsync(tx => tx.ListAsync<string>(
            """
            select l.sku_id from stock_level l
            where l.held < 0 or l.held > l.on_hand
                or l.on_hand <> (select coalesce(sum(m.on_hand_delta), 0) from stock_movement m where m.sku_id = l.sku_id and m.warehouse_id = l.warehouse_id)
                or l.held <> (select coalesce(sum(m.held_delta), 0) from stock_movement m where m.sku_id = l.sku_id and m.warehouse_id = l.warehouse_id)
                or l.held <> (select coalesce(sum(h.held), 0) from stock_hold_line h where h.sku_id = l.sku_id and h.warehouse_id = l.warehouse_id)
                or l.on_hand + (select coalesce(sum(h.deducted - h.returned), 0) from stock_hold_line h where h.sku_id = l.sku_id and h.warehouse_id = l.warehouse_id)
                    <> (select coalesce(sum(m.on_hand_delta), 0) from stock_movement m where m.sku_id = l.sku_id and m.warehouse_id = l.warehouse_id and m.kind = 'adjust')
            """));
        Assert.Empty(wrong);
    }
}
