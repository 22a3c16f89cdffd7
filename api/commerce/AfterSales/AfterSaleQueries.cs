using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <summary>Lists of applications, the newest first: a member's own, a merchant's, and what staff sees. Catalogue MBR-09, AFS-12, AFS-13, PLT-07.</summary>
internal static class AfterSaleQueries
{
    public static Task<Outcome<Page<AfterSaleItem>>> OwnAsync(Call call, CoreTransaction tx) => PageAsync(call, tx, "member_id = @MemberId", new SqlArguments(new { MemberId = call.Actor.Id }));

    public static Task<Outcome<Page<AfterSaleItem>>> SeenAsync(Call call, CoreTransaction tx)
    {
        var (sql, args) = Sight.Of(call.Actor, "merchant_id");
        return PageAsync(call, tx, call.Query("disputed") is "true" ? $"{sql} and is_disputed = 1" : sql, args);
    }

    public static async Task<Outcome<AfterSaleView>> OneAsync(Call call, CoreTransaction tx)
    {
        var seen = await CaseRow.SeenAsync(tx, call.Actor, call.Path("id"));
        return seen.IsDone ? await AfterSaleViews.OneAsync(tx, seen.Value) : seen.Refusal!;
    }

    private static async Task<Outcome<Page<AfterSaleItem>>> PageAsync(Call call, CoreTransaction tx, string where, SqlArguments args)
    {
        var page = call.Page();
        if (call.Query("state") is { } state)
        {
            if (Words.Find<AfterSaleState>(state) is null) return Refusal.Invalid("bad-parameter", $"state: found '{state}', expected one of {string.Join(", ", Enum.GetValues<AfterSaleState>().Select(Words.Of))}");
            where += " and state = @AskedState";
            args.Add("AskedState", state);
        }
        if (page.After is { } after)
        {
            where += " and id < @After";
            args.Add("After", after);
        }
        args.Add("Most", page.Limit + 1);
        var rows = await tx.ListAsync<CaseRow>($"select {CaseRow.Columns} from aftersale_case where {where} order by id desc limit @Most", args);
        var found = page.Of(rows, r => r.Id);
        return new Page<AfterSaleItem>([.. found.Items.Select(AfterSaleViews.Item)], found.Next);
    }
}
