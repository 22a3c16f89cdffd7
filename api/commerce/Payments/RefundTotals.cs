using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Refunds that reached their owner, freight included, per business date.</summary>
internal static class RefundTotals
{
    public static async Task<IEnumerable<CoreTotal>> ReadAsync(CoreTransaction tx, CommerceOptions options) => QuarterRow.ByDay(
        await tx.ListAsync<QuarterRow>(
            $"""
            select ended_at / {QuarterRow.Micros} as quarter, currency as unit, count(*) as count, cast(sum(amount_minor) as bigint) as amount
            from pay_refund where state = 'succeeded' group by ended_at / {QuarterRow.Micros}, currency
            """), "refunds", at => options.DayOf(at).Day);
}
