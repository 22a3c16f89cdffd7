using System.Globalization;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products;

/// <summary>What a list shows of a product [商品列表页].</summary>
/// <param name="OriginalMinor">Struck through beside the price; null = none.</param>
internal sealed record ProductCard(
    string Id, string MerchantId, LocalText Title, string? Image, string Currency, long PriceMinMinor, long PriceMaxMinor, long? OriginalMinor, IReadOnlyList<string> Tags, bool IsSelfOperated, long Sold, long StarsSum, long StarsCount);

/// <summary>Buyers search and browse what is on the shelf; words anywhere in title, tags and attributes, all of them found.</summary>
/// <remarks>Catalogue PRD-05, CNT-02.</remarks>
internal static class SearchProducts
{
    private const string CardColumns = """
        p.id, p.merchant_id, p.circle_id, p.title_zh, p.title_en, p.images, p.tags, p.currency, p.price_min_minor, p.price_max_minor, p.sold, p.stars_sum, p.stars_count,
        (select min(s.original_minor) from product_sku s where s.product_id = p.id and s.is_gone = 0) as original_minor
        """;

    public static async Task<Outcome<Page<ProductCard>>> RunAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var args = new SqlArguments();
        var conditions = new List<string> { "p.is_listed = 1", "p.is_deleted = 0" };
        Filter(call, conditions, args);
        var order = Order(call, page, conditions, args);
        args.Add("Limit", page.Limit + 1);
        var rows = await tx.ListAsync<CardRow>($"select {CardColumns} from product_spu p where {string.Join(" and ", conditions)} order by {order} limit @Limit", args);
        var shown = page.Of(rows, r => string.Create(CultureInfo.InvariantCulture, $"{r.PriceMinMinor}|{r.Id}"));
        return new Page<ProductCard>([.. shown.Items.Select(r => r.ToCard())], shown.Next);
    }

    private static void Filter(Call call, List<string> conditions, SqlArguments args)
    {
        var patterns = SearchText.Patterns(call.Query("q") ?? "");
        for (var i = 0; i < patterns.Count; i++)
        {
            conditions.Add($@"p.search_text like @q{i} escape '\'");
            args.Add($"q{i}", patterns[i]);
        }
        void Where(string name, string condition, object? value)
        {
            if (value is null) return;
            conditions.Add(condition);
            args.Add(name, value);
        }
        Where("Merchant", "p.merchant_id = @Merchant", call.Query("merchant"));
        Where("Circle", "p.circle_id in (@Circle, -1)", call.Number("circle", -1, long.MaxValue));
        Where("Category", "@Category in (p.category_1, p.category_2, p.category_id)", call.Query("category"));
        Where("Front",
            """
            exists (select 1 from product_front_back fb join product_front_category f on f.id = fb.front_id and f.is_hidden = 0
                where fb.front_id = @Front and fb.back_id in (p.category_1, p.category_2, p.category_id))
            """, call.Query("front"));
        Where("PriceFrom", "p.price_min_minor >= @PriceFrom", call.Number("price_from", 0, Money.MinorMax));
        Where("PriceTo", "p.price_min_minor <= @PriceTo", call.Number("price_to", 0, Money.MinorMax));
        if (call.Query("attribute") is not { } attribute) return;
        var parts = attribute.Split(':', 2);
        if (parts.Length != 2) throw new BadCallException("bad-parameter", $"attribute: found '{attribute}', expected name:value");
        args.Add("AttributeValue", parts[1]);
        Where("AttributeName", "exists (select 1 from product_value v where v.product_id = p.id and v.name = @AttributeName and v.value = @AttributeValue)", parts[0]);
    }

    private static string Order(Call call, PageRequest page, List<string> conditions, SqlArguments args)
    {
        var sort = call.Query("sort") ?? "newest";
        var (order, after) = sort switch
        {
            "newest" => ("p.id desc", "p.id < @AfterId"),
            "price-asc" => ("p.price_min_minor, p.id", "(p.price_min_minor > @AfterPrice or (p.price_min_minor = @AfterPrice and p.id > @AfterId))"),
            "price-desc" => ("p.price_min_minor desc, p.id desc", "(p.price_min_minor < @AfterPrice or (p.price_min_minor = @AfterPrice and p.id < @AfterId))"),
            _ => throw new BadCallException("bad-parameter", $"sort: found '{sort}', expected newest, price-asc or price-desc"),
        };
        if (page.After is not { } last) return order;
        if (last.Split('|', 2) is not [var price, var id] || !long.TryParse(price, NumberStyles.None, CultureInfo.InvariantCulture, out var afterPrice))
            throw new BadCallException("bad-parameter", "cursor: found another list's, expected the 'next' of the page before");
        conditions.Add(after);
        args.Add("AfterPrice", afterPrice);
        args.Add("AfterId", id);
        return order;
    }

    private sealed record CardRow
    {
        public string Id { get; init; } = "";
        public string MerchantId { get; init; } = "";
        public long CircleId { get; init; }
        public string? TitleZh { get; init; }
        public string? TitleEn { get; init; }
        public string Images { get; init; } = "[]";
        public string Tags { get; init; } = "[]";
        public string Currency { get; init; } = "";
        public long PriceMinMinor { get; init; }
        public long PriceMaxMinor { get; init; }
        public long? OriginalMinor { get; init; }
        public long Sold { get; init; }
        public long StarsSum { get; init; }
        public long StarsCount { get; init; }

        public ProductCard ToCard() => new(
            Id, MerchantId, new LocalText(TitleZh, TitleEn), Words.ParseList<string>(Images).FirstOrDefault(), Currency, PriceMinMinor, PriceMaxMinor, OriginalMinor, Words.ParseList<string>(Tags), CircleId == -1, Sold, StarsSum, StarsCount);
    }
}
