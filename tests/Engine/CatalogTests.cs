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
    public void Lineage_leads_from_events_to_subjects_and_back()
    {
        var lineage = Lineage.Of(ModelTest.Graph);
        Assert.Contains("raillife.order.placed.v1", lineage.Upstream("subject_user"));
        Assert.Contains("subject_merchant", lineage.Downstream("raillife.refund.completed.v1"));
        Assert.DoesNotContain("fct_request", lineage.Upstream("subject_user"));
        Assert.Contains("""{"from":"fct_order","to":"subject_order"}""", lineage.ToJson());
    }
}
