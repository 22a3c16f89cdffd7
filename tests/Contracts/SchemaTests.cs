using System.Text.Json.Nodes;
using RailLife.Contracts;

namespace RailLife.Tests.Contracts;

/// <summary>Every released schema is committed beside the records; RAILLIFE_WRITE_SCHEMAS=1 writes new and compatibly changed ones.</summary>
public class SchemaTests
{
    private static readonly string Folder = Path.Combine(Root(), "ingest", "Contracts", "Schemas");

    [Fact]
    public void No_contract_breaks_a_released_schema_and_each_is_committed_as_it_is()
    {
        var isWriting = Environment.GetEnvironmentVariable("RAILLIFE_WRITE_SCHEMAS") == "1";
        foreach (var contract in EventCatalog.All)
        {
            var path = Path.Combine(Folder, contract.Type + ".json");
            var next = JsonSchema.Of(contract);
            var released = File.Exists(path) ? File.ReadAllText(path) : null;
            if (released is not null)
                Assert.False(SchemaCompatibility.Compare(released, next).Any(c => c.IsBreaking), $"{contract.Type} breaks its released schema; make it the next version:\n" + string.Join('\n', SchemaCompatibility.Compare(released, next)));
            if (isWriting) File.WriteAllText(path, next);
            else Assert.True(released == next, $"{contract.Type} changed; run the tests once with RAILLIFE_WRITE_SCHEMAS=1 and commit ingest/Contracts/Schemas");
        }
    }

    [Fact]
    public void A_released_event_type_is_never_taken_back() =>
        Assert.All(Directory.GetFiles(Folder, "*.json"), path => Assert.NotNull(EventCatalog.Find(Path.GetFileNameWithoutExtension(path))));

    public static TheoryData<string, string, bool?> Mutations => new()
    {
        // place in the schema, what stands there then (null = taken away), breaking? (null = no change at all)
        { "properties/order_id", "null", true },
        { "properties/region", "null", true },
        { "properties/lines", "null", true },
        { "properties/coupon_id", """{"type":["string","null"]}""", false },
        { "properties/gift", """{"type":"object","properties":{},"required":[]}""", false },
        { "properties/lines/items/properties/quantity", "null", true },
        { "properties/lines/items/properties/weight", """{"type":["integer","null"]}""", false },
        { "properties/order_id/type", "\"integer\"", true },
        { "properties/order_id/type", """["string","null"]""", true },
        { "properties/region/type", "\"string\"", true },
        { "properties/region/type", """["null","string"]""", null },
        { "properties/lines/type", "\"object\"", true },
        { "properties/lines/items/properties/quantity/type", "\"string\"", true },
        { "properties/lines/items/properties/amount_minor/type", "\"number\"", true },
        { "properties/order_id/maxLength", "100", true },
        { "properties/order_id/maxLength", "400", false },
        { "properties/order_id/maxLength", "null", false },
        { "properties/order_id/minLength", "0", false },
        { "properties/order_id/minLength", "2", true },
        { "properties/order_id/pattern", "\"^o-\"", true },
        { "properties/lines/minItems", "0", false },
        { "properties/lines/minItems", "2", true },
        { "properties/lines/maxItems", "5", true },
        { "properties/lines/maxItems", "20000", false },
        { "properties/lines/items", "null", true },
        { "properties/lines/items/properties/quantity/minimum", "0", false },
        { "properties/lines/items/properties/quantity/minimum", "2", true },
        { "properties/lines/items/properties/quantity/minimum", "null", false },
        { "properties/lines/items/properties/quantity/maximum", "10", true },
        { "properties/lines/items/properties/quantity/maximum", "9000000000", false },
        { "properties/lines/items/properties/unit_price/pattern", "\"^[0-9]+$\"", true },
        { "properties/lines/items/properties/unit_price/pattern", "null", true },
        { "properties/currency/pattern", "null", true },
        { "properties/business_date/format", "null", true },
        { "properties/business_date/format", "\"date-time\"", true },
        { "properties/region/x-personal", "\"address\"", true },
        { "properties/region/enum", """["Shenzhen",null]""", true },
        { "required", """["order_id","lines","currency"]""", true },
        { "required", """["order_id","lines","currency","business_date","region"]""", true },
        { "required", """["business_date","currency","lines","order_id"]""", null },
        { "x-topic", "\"raillife.member\"", true },
        { "$id", "\"raillife.order.placed.v2\"", true },
        { "title", "\"Order placed\"", null },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public void A_change_of_a_schema_is_told_as_breaking_or_compatible(string place, string value, bool? isBreaking)
    {
        var released = JsonSchema.Of(EventCatalog.For(typeof(RailLife.Contracts.Orders.OrderPlaced)));
        var changes = SchemaCompatibility.Compare(released, Mutated(released, place, value));
        Assert.Equal(isBreaking, changes.Count == 0 ? null : changes.Any(c => c.IsBreaking));
        Assert.Empty(SchemaCompatibility.Compare(released, released));
    }

    [Theory]
    [InlineData("""["buyer","timeout","merchant","risk","staff"]""", false)]
    [InlineData("""["buyer","timeout","merchant"]""", true)]
    [InlineData("""["buyer","time-out","merchant","risk"]""", true)]
    [InlineData("""["risk","buyer","timeout","merchant"]""", null)]
    [InlineData("null", false)]
    public void More_words_break_nobody_fewer_do(string words, bool? isBreaking)
    {
        var released = JsonSchema.Of(EventCatalog.For(typeof(RailLife.Contracts.Orders.OrderCancelled)));
        var changes = SchemaCompatibility.Compare(released, Mutated(released, "properties/reason/enum", words));
        Assert.Equal(isBreaking, changes.Count == 0 ? null : changes.Any(c => c.IsBreaking));
    }

    [Fact]
    public void A_renamed_required_field_is_gone_and_new_and_both_break()
    {
        var released = JsonSchema.Of(EventCatalog.For(typeof(RailLife.Contracts.Orders.OrderPaid)));
        var changes = SchemaCompatibility.Compare(released, released.Replace("paid_minor", "amount_minor"));
        Assert.Equal(["/paid_minor", "/amount_minor"], changes.Where(c => c.IsBreaking).Select(c => c.Path));
    }

    private static string Mutated(string schema, string place, string value)
    {
        var root = JsonNode.Parse(schema) ?? throw new InvalidOperationException("no schema");
        var steps = place.Split('/');
        var node = steps[..^1].Aggregate(root, (n, step) => n[step] ?? throw new InvalidOperationException($"no {step} in {place}"));
        if (value == "null") node.AsObject().Remove(steps[^1]);
        else node[steps[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RailLife.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("RailLife.sln is in no folder above the tests");
        return folder;
    }
}
