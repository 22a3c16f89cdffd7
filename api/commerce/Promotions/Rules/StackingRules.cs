using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Rules;

/// <summary>Which groups of rules may meet on one line: staff approves a pair, or takes it back.</summary>
/// <remarks>Law I-08: without an approved pair the largest stays alone.</remarks>
internal static class StackingRules
{
    public static async Task<Outcome<StackingList>> ApproveAsync(Call call, StackingPair body, CoreTransaction tx)
    {
        var pair = Ordered(body);
        await tx.ExecuteAsync("insert into promo_stacking (group_a, group_b, approved_at, actor) values (@GroupA, @GroupB, @NowMicros, @Actor) on conflict do nothing",
            new { pair.GroupA, pair.GroupB, tx.NowMicros, Actor = call.Actor.ToString() });
        return await ListAsync(call, tx);
    }

    public static async Task<Outcome<StackingList>> WithdrawAsync(Call call, StackingPair body, CoreTransaction tx)
    {
        var pair = Ordered(body);
        await tx.ExecuteAsync("delete from promo_stacking where group_a = @GroupA and group_b = @GroupB", pair);
        return await ListAsync(call, tx);
    }

    public static async Task<Outcome<StackingList>> ListAsync(Call call, CoreTransaction tx) => new StackingList(await AllAsync(tx));

    public static async Task<IReadOnlyList<StackingPair>> AllAsync(CoreTransaction tx) =>
        [.. (await tx.ListAsync<Row>("select group_a, group_b from promo_stacking order by group_a, group_b")).Select(r => new StackingPair(r.GroupA, r.GroupB))];

    private static StackingPair Ordered(StackingPair pair) => string.CompareOrdinal(pair.GroupA, pair.GroupB) <= 0 ? pair : new(pair.GroupB, pair.GroupA);

    private sealed record Row
    {
        public string GroupA { get; init; } = "";
        public string GroupB { get; init; } = "";
    }
}

internal sealed record StackingList(IReadOnlyList<StackingPair> Pairs);
