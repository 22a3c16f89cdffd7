using RailLife.Store;

namespace RailLife.Commerce.Members;

/// <summary>Members that registered, per day in UTC: registering has no business date.</summary>
internal static class MemberTotals
{
    public static async Task<IEnumerable<CoreTotal>> ReadAsync(CoreTransaction tx) => QuarterRow.ByDay(
        await tx.ListAsync<QuarterRow>($"select registered_at / {QuarterRow.Micros} as quarter, count(*) as count from member_member where registered_at is not null group by registered_at / {QuarterRow.Micros}"),
        "members registered", at => DateOnly.FromDateTime(at.UtcDateTime));
}
