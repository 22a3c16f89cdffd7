using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>Orders placed and paid per business date; void parents are told as their children.</summary>
internal static class OrderTotals
{
    public static async Task<IEnumerable<CoreTotal>> ReadAsync(CoreTransaction tx, CommerceOptions options)
    {
        var placed = await tx.ListAsync<QuarterRow>(
            $"""
            select placed_at / {QuarterRow.Micros} as quarter, currency as unit, count(*) as count,
                cast(sum(goods_minor - promotion_minor - coupon_minor - member_minor - points_minor) as bigint) as amount
            from order_head where state <> 'split' group by placed_at / {QuarterRow.Micros}, currency
            """);
        var paid = await tx.ListAsync<QuarterRow>(
            $"""
            select paid_at / {QuarterRow.Micros} as quarter, currency as unit, count(*) as count, cast(sum(paid_minor) as bigint) as amount
            from order_head where state <> 'split' and paid_at is not null group by paid_at / {QuarterRow.Micros}, currency
            """);
        return [.. QuarterRow.ByDay(placed, "orders placed", at => options.DayOf(at).Day), .. QuarterRow.ByDay(paid, "orders paid", at => options.DayOf(at).Day)];
    }
}
