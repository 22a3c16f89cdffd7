using RailLife.Warehouse;

namespace RailLife.Tests.Engine;

public class KeySliceTests
{
    private static readonly BuildOptions Sliced = new() { SliceRows = 8 };

    [Theory]
    [InlineData("incremental by kind", "'k' || (# % 40)", "kind")]
    [InlineData("incremental by kind", "(# * 7) % 40", "kind::integer as kind")]
    [InlineData("incremental by kind", "date '2026-01-01' + (# % 40)::integer", "kind::date as kind")]
    [InlineData("incremental by kind", "['''', 'é', '轨道', '🚇', 'A', ' '][1 + # % 6] || (# % 40)", "kind")]
    [InlineData("incremental by kind", "chr(# % 3) || (# % 40)", "kind")]
    public void Rows_do_not_depend_on_how_many_ranges_a_key_is_computed_in(string materialize, string kind, string selected)
    {
        var found = new[] { new BuildOptions(), Sliced }.Select(options =>
        {
            using var toy = Toy(materialize, selected);
            Sell(toy, 0, 400, kind);
            var first = toy.Build(options: options).Models.Single();
            Assert.Equal(options == Sliced, first.Files > 20);
            Sell(toy, 400, 500, kind);
            Assert.Equal(options == Sliced, toy.Build(options: options with { ReplacedShareMax = 2 }).Models.Single() is { Mode: BuildMode.ByKey, Files: > 20 });
            Assert.False(toy.Build(options: options).Changed);
            return toy.Rows("fct_total");
        }).ToList();
        Assert.InRange(found[0].Split(';').Length, 40, 120);
        Assert.Equal(found[0], found[1]);
    }

    [Fact]
    public void One_key_that_has_most_rows_is_a_range_of_its_own()
    {
        using var toy = Toy("incremental by kind", "kind");
        Sell(toy, 0, 300, "case when # < 250 then 'most' else 'k' || # end");
        Assert.True(toy.Build(options: Sliced).Succeeded);
        Assert.Equal(51, toy.Rows("fct_total").Split(';').Length);
        Assert.Contains("most 250", toy.Rows("fct_total"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_fails_in_one_range_publishes_none()
    {
        using var toy = Toy("incremental by kind", "kind", "-- check: small: total < 2");
        Sell(toy, 0, 99, "case when # = 98 then 'k0' else 'k' || # end");
        Assert.False(toy.Build(options: Sliced).Succeeded);
        Assert.Equal("", toy.Rows("fct_total"));
        Assert.Equal(0, toy.FilesOnDisk("fct_total"));
    }

    [Fact]
    public void A_set_that_is_to_be_unique_is_unique_over_all_ranges()
    {
        using var toy = new ToyWarehouse().Model("fct_sale", "-- grain: kind\n-- unique: amount\n-- materialize: incremental by kind\n-- column kind: public; none; zh 类; en Kind\n-- column amount: public; none; zh 额; en Amount\nselect kind, amount from ref('ods_sale')");
        toy.Sell([.. Enumerable.Range(0, 100).Select(i => $"({i}, 'k{i}', {(i == 99 ? 0 : i)})")]);
        Assert.Contains("check unique (amount) found 1 values", toy.Build(options: Sliced).Models.Single().Reason, StringComparison.Ordinal);
    }

    private static ToyWarehouse Toy(string materialize, string selected, string header = "") => new ToyWarehouse().Model("fct_total", $"""
        -- grain: kind
        -- materialize: {materialize}
        -- column kind: public; none; zh 类; en Kind
        -- column total: public; none; zh 计; en Total
        {header}
        select {selected}, sum(amount)::bigint as total from ref('ods_sale') group by all
        """);

    /// <param name="kind">SQL; # stands for the number of the row.</param>
    private static void Sell(ToyWarehouse toy, int from, int to, string kind) =>
        toy.Sell([.. Enumerable.Range(from, to - from).Select(i => $"({i}, ({kind.Replace("#", $"{i}", StringComparison.Ordinal)})::varchar, 1)")]);
}
