using RailLife.Commerce.Stock;

namespace RailLife.Tests.Commerce.Stock;

/// <summary>Catalogue PRD-06, Z-7: by region, then by priority; from one warehouse when any has enough.</summary>
public class AllocateStockTests
{
    // warehouse:free:priority:match, by blank -> warehouse:pieces
    [Theory]
    [InlineData(5, "a:9:1:0 b:9:2:0", "a:5")]
    [InlineData(5, "a:9:2:0 b:9:1:0", "b:5")]
    [InlineData(5, "a:9:1:-1 b:9:2:4", "b:5")]
    [InlineData(5, "a:9:1:2 b:9:2:4", "b:5")]
    [InlineData(5, "a:4:1:0 b:5:2:0", "b:5")]
    [InlineData(5, "a:4:1:4 b:5:2:-1", "b:5")]
    [InlineData(5, "a:3:1:0 b:4:2:0", "a:3 b:2")]
    [InlineData(5, "a:0:1:0 b:4:2:0 c:1:3:0", "b:4 c:1")]
    [InlineData(5, "b:9:1:0 a:9:1:0", "a:5")]
    public void A_line_comes_from_the_nearest_that_has_enough_else_from_several(long quantity, string stock, string expected)
    {
        var (allocations, isShort, _) = AllocateStock.Decide([new StockLine(1, "s", quantity)], [.. stock.Split(' ').Select(Parse)]);

        Assert.Null(isShort);
        Assert.Equal(expected, string.Join(' ', allocations.Select(a => $"{a.WarehouseId}:{a.Quantity}")));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a:2:1:0 b:2:2:0", 4)]
    public void Too_few_anywhere_is_said_with_what_is_free(string stock, long free)
    {
        var (allocations, isShort, found) = AllocateStock.Decide([new StockLine(3, "s", 5)], [.. stock.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)]);

        Assert.Equal((3, free), (isShort?.LineNo, found));
        Assert.Empty(allocations);
    }

    [Fact]
    public void Allocations_are_whole_and_within_what_is_free_for_any_lines()
    {
        const int seed = 20_261;
        var random = new Random(seed);
        for (var run = 0; run < 2_000; run++)
        {
            var stock = Enumerable.Range(0, random.Next(1, 8)).Select(i => new FreeStock($"s{i % 3}", $"w{i}", "p", random.Next(0, 10), random.Next(0, 3), random.Next(-1, 3))).ToList();
            var lines = Enumerable.Range(1, random.Next(1, 6)).Select(i => new StockLine(i, $"s{random.Next(3)}", random.Next(1, 8))).ToList();
            var (allocations, isShort, _) = AllocateStock.Decide(lines, stock);
            var enough = lines.GroupBy(l => l.SkuId).All(g => g.Sum(l => l.Quantity) <= stock.Where(s => s.SkuId == g.Key).Sum(s => s.Free));

            Assert.True(enough == (isShort is null), $"seed {seed}, run {run}");
            Assert.All(allocations.GroupBy(a => (a.SkuId, a.WarehouseId)), g => Assert.True(g.Sum(a => a.Quantity) <= stock.Single(s => (s.SkuId, s.WarehouseId) == g.Key).Free, $"seed {seed}, run {run}"));
            if (isShort is null) Assert.All(lines, l => Assert.Equal(l.Quantity, allocations.Where(a => a.LineNo == l.LineNo).Sum(a => a.Quantity)));
        }
    }

    private static FreeStock Parse(string text) => text.Split(':') is [var id, var free, var priority, var match]
        ? new FreeStock("s", id, "p", long.Parse(free), long.Parse(priority), int.Parse(match))
        : throw new ArgumentException(text);
}
