using RailLife.Warehouse;

namespace RailLife.Tests.Engine;

public class BuilderTests
{
    private static ModelResult Only(BuildReport report) => Assert.Single(report.Models);

    [Fact]
    public void A_model_of_an_empty_lake_is_there_without_rows()
    {
        using var toy = new ToyWarehouse().Totals();
        Assert.Equal(BuildMode.Full, Only(toy.Build()).Mode);
        Assert.Equal("", toy.Rows("fct_total"));
    }

    [Fact]
    public void New_keys_are_added_and_touched_ones_replaced()
    {
        using var toy = new ToyWarehouse().Totals();
        toy.Sell("(1, 'a', 10)", "(2, 'b', 5)");
        toy.Build();
        toy.Sell("(3, 'c', 1)");
        var added = Only(toy.Build());
        Assert.Equal((BuildMode.ByKey, 1L, 1), (added.Mode, added.Rows, added.Files));
        toy.Sell("(4, 'a', 7)");
        var replaced = Only(toy.Build());
        Assert.Equal((BuildMode.ByKey, 1L, 2), (replaced.Mode, replaced.Rows, replaced.Files));
        Assert.Equal("a 17; b 5; c 1", toy.Rows("fct_total"));
        Assert.Equal(BuildMode.Skip, Only(toy.Build()).Mode);
    }

    [Fact]
    public void A_model_below_follows_rows_that_leave()
    {
        using var toy = new ToyWarehouse().Totals("fct_total", header: "-- check: some: total is not null")
            .Model("fct_by_size", """
                -- grain: total
                -- materialize: incremental by total
                -- column total: public; none; zh 计; en Total
                -- column kinds: public; none; zh 数; en Kinds
                select total, count(*) as kinds from ref('fct_total') group by total
                """);
        toy.Sell("(1, 'a', 10)", "(2, 'b', 10)", "(3, 'c', 4)");
        toy.Build();
        Assert.Equal("4 1; 10 2", toy.Rows("fct_by_size"));
        toy.Sell("(4, 'c', 6)", "(5, 'a', -6)");
        Assert.All(toy.Build().Models, m => Assert.Equal(BuildMode.ByKey, m.Mode));
        Assert.Equal("4 1; 10 2", toy.Rows("fct_by_size"));
        toy.Sell("(6, 'a', 6)");
        toy.Build();
        Assert.Equal("10 3", toy.Rows("fct_by_size"));
    }

    [Fact]
    public void A_failed_check_leaves_the_old_rows_and_blocks_what_reads_them()
    {
        using var toy = new ToyWarehouse().Totals(header: "-- check: positive: total > 0").Totals("fct_below", "fct_total", sum: "sum(total)::bigint").Totals("fct_beside");
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        toy.Sell("(2, 'b', -3)");
        var report = toy.Build();
        Assert.False(report.Succeeded);
        Assert.Equal([("fct_total", BuildMode.Failed), ("fct_below", BuildMode.Blocked), ("fct_beside", BuildMode.ByKey)], report.Models.Select(m => (m.Model, m.Mode)));
        var reason = report.Models.Single(m => m.Mode == BuildMode.Failed).Reason;
        Assert.Equal("fct_total: check positive found 1 rows that break it, expected none (total > 0): kind=b", reason);   // total is personal
        Assert.Equal("a 10", toy.Rows("fct_total"));
        Assert.Equal(1, toy.FilesOnDisk("fct_total"));
        toy.Sell("(3, 'b', 4)");
        Assert.True(toy.Build().Succeeded);
        Assert.Equal("a 10; b 1", toy.Rows("fct_below"));
    }

    [Theory]
    [InlineData("-- grain: kind\n-- materialize: table", "check unique (kind) found 1 values more than once, expected each once: kind=a x2")]
    [InlineData("-- grain: id\n-- unique: kind\n-- materialize: incremental by id", "check unique (kind) found 1 values more than once")]
    [InlineData("-- grain: id\n-- not_null: amount\n-- materialize: table", "check not_null amount found 1 rows that break it")]
    [InlineData("-- grain: amount\n-- materialize: table", "check not_null amount found 1 rows that break it")]
    public void Wrong_rows_are_refused_by_name(string header, string found)
    {
        using var toy = new ToyWarehouse().Model("fct_sale", $"{header}\n-- column id: public; id; zh 号; en Id\n-- column kind: public; none; zh 类; en Kind\n-- column amount: public; minor units; zh 额; en Amount\nselect * from ref('ods_sale')");
        toy.Sell("(1, 'a', 10)", "(2, 'a', null)");
        var result = Only(toy.Build());
        Assert.Equal(BuildMode.Failed, result.Mode);
        Assert.Contains(found, result.Reason);
    }

    [Fact]
    public void Uniqueness_beyond_the_key_holds_over_all_files()
    {
        using var toy = new ToyWarehouse().Model("fct_sale", "-- grain: id\n-- unique: kind\n-- materialize: incremental by id\n-- column id: public; id; zh 号; en Id\n-- column kind: public; none; zh 类; en Kind\nselect id, kind from ref('ods_sale')");
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        toy.Sell("(2, 'a', 10)");
        Assert.Contains("check unique (kind)", Only(toy.Build()).Reason);
        Assert.Equal("1 a", toy.Rows("fct_sale"));
    }

    [Theory]
    [InlineData("select kind, 1 as more from ref('ods_sale')", "found no 'column' line for more")]
    [InlineData("select kind from ref('ods_sale') where false group by all", null)]
    [InlineData("select id from ref('ods_sale')", "'column' line")]
    [InlineData("select kind::time as kind from ref('ods_sale')", "TIME")]
    [InlineData("select nothing as kind from ref('ods_sale')", "nothing")]
    public void A_query_that_cannot_be_published_says_why(string query, string? found)
    {
        using var toy = new ToyWarehouse().Model("fct_kind", $"-- grain: kind\n-- materialize: table\n-- column kind: public; none; zh 类; en Kind\n{query}");
        var result = Only(toy.Build());
        Assert.Equal(found is null ? BuildMode.Full : BuildMode.Failed, result.Mode);
        Assert.Contains(found ?? "first build", result.Reason);
    }

    [Fact]
    public void An_edited_model_is_rebuilt_and_so_is_what_reads_it()
    {
        using var toy = new ToyWarehouse().Totals().Totals("fct_below", "fct_total", sum: "sum(total)::bigint");
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        toy.Totals(sum: "(2 * sum(amount))::bigint");
        var report = toy.Build();
        Assert.All(report.Models, m => Assert.Equal(BuildMode.Full, m.Mode));
        Assert.Equal("a 20", toy.Rows("fct_below"));
    }

    [Fact]
    public void A_rebuild_may_change_the_columns()
    {
        using var toy = new ToyWarehouse().Totals();
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        toy.Totals(sum: "sum(amount)::decimal(18, 2)");
        toy.Build();
        Assert.Equal("a 10.00", toy.Rows("fct_total"));
    }

    [Fact]
    public void A_table_is_committed_only_when_its_rows_differ()
    {
        using var toy = new ToyWarehouse().Totals(materialize: "table").Totals("fct_below", "fct_total", sum: "sum(total)::bigint");
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        toy.Sell("(2, 'a', 0)");
        Assert.Equal(["same rows", "nothing new"], toy.Build().Models.Select(m => m.Reason.Contains("same rows", StringComparison.Ordinal) ? "same rows" : m.Reason));
        toy.Sell("(3, 'a', 1)");
        Assert.Equal([BuildMode.Table, BuildMode.Full], toy.Build().Models.Select(m => m.Mode));
        Assert.Equal("a 11", toy.Rows("fct_below"));
    }

    [Fact]
    public void A_build_that_dies_before_its_commit_shows_nothing_and_goes_on_next_time()
    {
        using var toy = new ToyWarehouse().Totals("fct_a").Totals("fct_b");
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        toy.Sell("(2, 'a', 5)");
        var builds = 0;
        Assert.Throws<InvalidOperationException>(() => toy.Build(moment: m => { if (m == "build" && ++builds == 2) throw new InvalidOperationException("killed"); }));
        Assert.Equal(("a 15", "a 10"), (toy.Rows("fct_a"), toy.Rows("fct_b")));
        Assert.Equal([BuildMode.Skip, BuildMode.ByKey], toy.Build().Models.Select(m => m.Mode));
        Assert.Equal("a 15", toy.Rows("fct_b"));
    }

    [Fact]
    public void An_idle_model_makes_no_commit_of_its_own()
    {
        using var toy = new ToyWarehouse().Totals();
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        var version = toy.Lake.Table("fct_total").Read().Version;
        for (var i = 0; i < 5; i++)
        {
            toy.Sell("(1, null, 10)");
            Assert.Equal(BuildMode.Skip, Only(toy.Build(options: new BuildOptions { IdleVersionsMax = 5 })).Mode);
        }
        Assert.Equal(version + 1, toy.Lake.Table("fct_total").Read().Version);
    }

    [Fact]
    public void Explain_says_what_a_build_would_do_and_does_nothing()
    {
        using var toy = new ToyWarehouse().Totals().Totals("fct_below", "fct_total", sum: "sum(total)::bigint").Totals("fct_done", "fct_below", sum: "sum(total)::bigint");
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        Assert.All(toy.Explain().Models, m => Assert.Equal(BuildMode.Skip, m.Mode));
        toy.Sell("(1, 'a', 10)");
        Assert.Equal(["new in ods_sale", "reads fct_total, which will change", "reads fct_below, which will change"], toy.Explain().Models.OrderBy(m => m.Model == "fct_done").ThenBy(m => m.Model == "fct_below").Select(m => m.Reason));
        Assert.Equal("a 10", toy.Rows("fct_total"));
    }

    [Fact]
    public void Lost_history_of_a_source_is_answered_by_a_full_build()
    {
        using var toy = new ToyWarehouse().Totals();
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        toy.Sell("(2, 'a', 5)");
        toy.Sell("(3, 'b', 5)");
        File.Delete(Path.Combine(toy.Lake.Table("ods_sale").Path, "_delta_log", "00000000000000000002.json"));
        toy.Lake.Table("ods_sale").Read();
        var result = Only(toy.Build());
        Assert.Equal(BuildMode.Full, result.Mode);
        Assert.Contains("no longer reaches back", result.Reason);
        Assert.Equal("a 15; b 5", toy.Rows("fct_total"));
    }
}
