using System.Globalization;
using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Products.Reviews;

internal sealed record ReviewRightView(string OrderId, int LineNo, string ProductId, string SkuId);

internal sealed record ReviewRightList(IReadOnlyList<ReviewRightView> Items);

/// <summary>Questions about reviews. Who wrote one is not said to the public.</summary>
/// <remarks>Catalogue PRD-12, CNT-03, PLT-07.</remarks>
internal static class ReviewViews
{
    public static async Task<Outcome<ReviewRightList>> OpenAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<RightRow>($"select {RightRow.Columns} from review_right where member_id = @Id and is_used = 0 order by order_id desc, line_no limit @PageSizeMax", new { call.Actor.Id, Call.PageSizeMax });
        return new ReviewRightList([.. rows.Select(r => new ReviewRightView(r.OrderId, (int)r.LineNo, r.ProductId, r.SkuId))]);
    }

    /// <summary>Approved ones, those with images first, then those with text, then the newest.</summary>
    public static async Task<Outcome<Page<ReviewView>>> ShownAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var (rank, id) = (long.MaxValue, "");
        if (page.After is { } last && (last.Split('|', 2) is not [var number, var after] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out rank) || (id = after).Length == 0))
            throw new BadCallException("bad-parameter", "cursor: found another list's, expected the 'next' of the page before");
        var rows = await ShownAsync(tx, call.Path("id"), rank, id, page.Limit + 1);
        var shown = page.Of(rows, r => string.Create(CultureInfo.InvariantCulture, $"{r.Rank}|{r.Id}"));
        return new Page<ReviewView>([.. shown.Items.Select(r => r.ToView())], shown.Next);
    }

    public static Task<IReadOnlyList<ReviewRow>> ShownAsync(CoreTransaction tx, string productId, long rank, string id, int limit) => tx.ListAsync<ReviewRow>(
        $"""
        select {ReviewRow.Columns} from review_review where product_id = @productId and state = 'approved' and (rank < @rank or (rank = @rank and id < @id)) order by rank desc, id desc limit @limit
        """, new { productId, rank, id, limit });

    public static async Task<Outcome<Page<ReviewView>>> AllAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var state = call.Query("state");
        if (state is not null && Words.Find<ReviewState>(state) is null) throw new BadCallException("bad-parameter", $"state: found '{state}', expected submitted, approved, rejected or deleted");
        var (sql, args) = Sight.Of(call.Actor, "merchant_id");
        args.Add("After", page.After ?? "");
        args.Add("State", state);
        args.Add("Limit", page.Limit + 1);
        var rows = await tx.ListAsync<ReviewRow>($"select {ReviewRow.Columns} from review_review where id > @After and (cast(@State as text) is null or state = @State) and {sql} order by id limit @Limit", args);
        var shown = page.Of(rows, r => r.Id);
        return new Page<ReviewView>([.. shown.Items.Select(r => r.ToView())], shown.Next);
    }
}
