using RailLife.DuckDb;
using RailLife.Warehouse;

namespace RailLife.Tests.Engine;

public class CatalogTests
{
    [Fact]
    public void Every_table_and_view_can_be_asked_at_the_versions_of_one_look()
    {
        using var toy = new ToyWarehouse().Totals().Model("stg_sale", "-- grain: id\n-- materialize: view\nselect id from ref('ods_sale')")
            .Model("fct_count", "-- grain: n\n-- materialize: view\n-- column n: public; rows; zh 数; en Rows\nselect count(*) as n from ref('fct_total')");
        var catalog = new ModelCatalog(toy.Lake, toy.Graph);
        Assert.Equal(["ods_sale", "stg_sale"], catalog.Read().Entries.Select(e => e.Name).Order());
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        var first = catalog.RegisterAll(toy.Connection);
        Assert.Equal(["fct_count", "fct_total", "ods_sale", "stg_sale"], first.Entries.Select(e => e.Name).Order());
        toy.Sell("(2, 'b', 10)");
        toy.Build();
        Assert.Equal(1L, toy.Connection.Scalar<long>("select n from fct_count"));
        catalog.RegisterAll(toy.Connection);
        Assert.Equal(2L, toy.Connection.Scalar<long>("select n from fct_count"));
        catalog.RegisterAll(toy.Connection, first);
        Assert.Equal(1L, toy.Connection.Scalar<long>("select n from fct_count"));
    }

    [Fact]
    public void A_view_over_a_column_that_is_not_built_yet_is_left_out_until_it_is_and_all_else_can_be_asked()
    {
        using var toy = new ToyWarehouse().Totals();
        toy.Sell("(1, 'a', 10)");
        toy.Build();
        toy.Model("fct_total", "-- grain: kind\n-- materialize: incremental by kind\n-- column kind: public; none; zh 类; en Kind\n-- column half: public; none; zh 半; en Half\nselect kind, sum(amount)::bigint // 2 as half from ref('ods_sale') group by kind")
            .Model("fct_half", "-- grain: kind\n-- materialize: view\n-- column half: public; none; zh 半; en Half\nselect half from ref('fct_total')")
            .Model("fct_count", "-- grain: n\n-- materialize: view\n-- column n: public; rows; zh 数; en Rows\nselect count(*) as n from ref('fct_total')");
        var catalog = new ModelCatalog(toy.Lake, toy.Graph);
        catalog.RegisterAll(toy.Connection);
        Assert.Equal(1L, toy.Connection.Scalar<long>("select n from fct_count"));
        Assert.Equal(10L, toy.Connection.Scalar<long>("select total from fct_total"));
        Assert.Contains("fct_half", Assert.Throws<DuckDbException>(() => toy.Connection.Scalar<long>("select half from fct_half")).Message, StringComparison.Ordinal);
        toy.Build();
        catalog.RegisterAll(toy.Connection);
        Assert.Equal(5L, toy.Connection.Scalar<long>("select half from fct_half"));
    }

    [Fact]
    public void Lineage_leads_from_events_to_subjects_and_back()
    {
        var lineage = Lineage.Of(ModelTest.Graph);
        Assert.Contains("raillife.order.placed.v1", lineage.Upstream("subject_user"));
        Assert.Contains("subject_merchant", lineage.Downstream("raillife.refund.completed.v1"));
        Assert.DoesNotContain("fct_request", lineage.Upstream("subject_user"));
        Assert.Contains("""{"from":"fct_order","to":"subject_order"}""", lineage.ToJson());
    }
}
