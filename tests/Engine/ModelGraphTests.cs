using RailLife.Warehouse;

namespace RailLife.Tests.Engine;

public class ModelGraphTests
{
    private static ModelFile Model(string name, string refs, string materialize = "view", string more = "") => ModelParser.Parse(name, name + ".sql",
        $"-- grain: id\n-- materialize: {materialize}\n{more}select 1 as id {string.Concat(refs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => $", ref('{r}')"))}");

    private static readonly ModelFile Source = ModelParser.Parse("ods", "ods.sql", "-- materialize: source\n-- names: ods_a = topic.a, ods_b\n-- pinned_by: ods_b\nselect 1 as id where false");

    [Fact]
    public void Models_come_after_what_they_read() =>
        Assert.Equal(["stg_a", "fct_b", "subject_c"], ModelGraph.From([Model("subject_c", "fct_b stg_a"), Model("fct_b", "stg_a"), Model("stg_a", "ods_a"), Source]).Models.Select(m => m.Name));

    [Fact]
    public void A_cycle_is_named() =>
        Assert.Contains("a -> b -> a", Assert.Throws<ModelException>(() => ModelGraph.From([Model("a", "b"), Model("b", "a")])).Message);

    [Fact]
    public void A_reference_to_nothing_names_the_nearest() =>
        Assert.Contains("expected one of fct_order,", Assert.Throws<ModelException>(() => ModelGraph.From([Model("fct_order", ""), Model("b", "fct_ordr")])).Message);

    [Fact]
    public void A_name_is_given_once() =>
        Assert.Contains("second model a", Assert.Throws<ModelException>(() => ModelGraph.From([Model("a", ""), Model("a", "")])).Message);

    [Theory]
    [InlineData("incremental by other", "", "ods_b", "which the grain (id) lacks")]
    [InlineData("incremental append", "", "v t", "expected one staging view")]
    [InlineData("incremental append", "", "t", "expected one staging view")]
    [InlineData("table", "-- rerun_when: true\n", "t v", "expected one stored model")]
    [InlineData("table", "-- rerun_when: true\n", "ods_b", "expected one stored model")]
    [InlineData("view", "-- key: a = b\n", "t v", "expected it on a view that reads one relation")]
    public void What_the_engine_cannot_follow_is_refused(string materialize, string more, string refs, string found) =>
        Assert.Contains(found, Assert.Throws<ModelException>(() => ModelGraph.From([Source, Model("v", "ods_a"), Model("t", "v", "table"), Model("m", refs, materialize, more)])).Message);

    [Fact]
    public void Inputs_are_tables_through_views_and_the_pins_of_sources()
    {
        var graph = ModelGraph.From([Source, Model("stg_a", "ods_a"), Model("stg_first", "stg_a"), Model("fct_b", "stg_first", "table"), Model("fct_c", "fct_b stg_a", "table")]);
        Assert.Equal(["fct_b", "ods_a", "ods_b"], graph.Inputs(graph.Model("fct_c")));
    }

    [Theory]
    [InlineData(null, "stg_a fct_b fct_x subject_c")]
    [InlineData("fct_b", "fct_b")]
    [InlineData("+fct_b", "stg_a fct_b")]
    [InlineData("fct_b+", "fct_b subject_c")]
    [InlineData("+subject_c+ fct_x", "stg_a fct_b fct_x subject_c")]
    public void A_selection_takes_what_it_says(string? selection, string expected) =>
        Assert.Equal(expected.Split(' ').Order(), ModelGraph.From([Source, Model("stg_a", "ods_a"), Model("fct_b", "stg_a"), Model("fct_x", "stg_a"), Model("subject_c", "fct_b")]).Select(selection).Select(m => m.Name).Order());

    [Fact]
    public void A_fingerprint_changes_with_the_views_below_and_not_with_comments()
    {
        string Of(string view) => ModelGraph.From([Source, ModelParser.Parse("v", "v.sql", $"-- grain: id\n-- materialize: view\n{view}"), Model("t", "v", "table"), Model("u", "t", "table")])
            is var graph ? graph.Fingerprint(graph.Model("t")) + graph.Fingerprint(graph.Model("u")) : "";
        var one = Of("select 1 as id");
        Assert.Equal(one, Of("select 1 -- said\n  as id"));
        Assert.NotEqual(one[..32], Of("select 2 as id")[..32]);
        // what a stored model holds comes with its versions, not with its text
        Assert.Equal(one[32..], Of("select 2 as id")[32..]);
    }
}
