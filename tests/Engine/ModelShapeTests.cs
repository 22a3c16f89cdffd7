using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Warehouse;

namespace RailLife.Tests.Engine;

public class ModelShapeTests
{
    public static TheoryData<string> Models() => [.. ModelTest.Graph.Models.Select(m => m.Name)];

    [Theory, MemberData(nameof(Models))]
    public void Every_model_binds_and_is_empty_without_events(string name)
    {
        using var test = new ModelTest(name);
        if (name != "dim_date")
            test.Expect(ModelTest.Graph.Model(name).Grain[0]);
    }

    [Fact]
    public void Every_event_type_has_a_staging_model_of_its_own()
    {
        var staged = ModelTest.Graph.Models.Where(m => m.Events.Count == 1).SelectMany(m => m.Events).ToList();
        Assert.Equal(EventCatalog.All.Select(c => c.Type).Order(), staged.Order());
    }

    [Theory]
    [InlineData("fct_order_line", "order_id line_no member_id merchant_id circle_id format product_id quantity unit_price amount_minor currency region placed_at business_date")]
    [InlineData("fct_refund_line", "refund_id order_id line_no member_id merchant_id circle_id format product_id quantity unit_price amount_minor currency region placed_at refunded_at business_date")]
    [InlineData("fct_adjustment", "adjustment_id kind product_id quantity amount_minor currency adjusted_at business_date")]
    public void The_agreed_columns_are_there(string name, string columns) =>
        Assert.Empty(columns.Split(' ').Except(ModelTest.Graph.Model(name).Columns.Select(c => c.Name)));
}
