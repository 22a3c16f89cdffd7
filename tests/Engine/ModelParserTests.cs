using RailLife.Warehouse;

namespace RailLife.Tests.Engine;

public class ModelParserTests
{
    [Theory]
    [InlineData("-- materialize: view\nselect 1", "no 'grain'")]
    [InlineData("-- grain: id\nselect 1", "no 'materialize'")]
    [InlineData("-- grain: id\n-- materialize: view", "no query")]
    [InlineData("-- grian: id\nselect 1", "m.sql:1: found the unknown header key 'grian'")]
    [InlineData("-- grain: id\n-- grain: id\nselect 1", "m.sql:2: found a second 'grain'")]
    [InlineData("-- grain: id,\nselect 1", "m.sql:1: found ''")]
    [InlineData("-- grain:\nselect 1", "'grain' without a value")]
    [InlineData("-- grain: id\n-- materialize: sometimes\nselect 1", "m.sql:2: found materialize: sometimes")]
    [InlineData("-- grain: id\n-- materialize: incremental\nselect 1", "found materialize: incremental")]
    [InlineData("-- column a: secret; id; zh 甲; en A\nselect 1", "the privacy class 'secret'")]
    [InlineData("-- column a: public; id; en A\nselect 1", "column a: public; id; en A")]
    [InlineData("-- column a: public; id; zh 甲; en A\n-- column a: public; id; zh 甲; en A\nselect 1", "m.sql:2: found column a a second time")]
    [InlineData("-- check: amount > 0\nselect 1", "check: amount > 0")]
    [InlineData("-- fresh_within: soon\nselect 1", "fresh_within: soon")]
    [InlineData("-- key: order_id\nselect 1", "key: order_id")]
    [InlineData("-- grain: a\n-- materialize: view\n-- events: raillife.a.b.v1\nselect 1", "no 'raillife.a.b.v1' in the query")]
    [InlineData("-- grain: a\n-- materialize: view\n-- reference: dim_x\nselect 1", "reference: dim_x, which the query does not read")]
    [InlineData("-- grain: a\n-- materialize: view\n-- rerun_when: a > 1\nselect 1", "'rerun_when'")]
    public void A_wrong_header_names_place_and_finding(string text, string found)
    {
        var error = Assert.Throws<ModelException>(() => ModelParser.Parse("m", "m.sql", text));
        Assert.Contains(found, error.Message);
        Assert.Contains("expected", error.Message);
    }

    [Fact]
    public void A_header_is_read_whole()
    {
        var model = ModelParser.Parse("fct_x", "fct_x.sql", """
            -- What it is: a sentence.
            -- grain: a, b
            -- unique: c
            -- not_null: a
            -- materialize: incremental by a, b
            -- owner: us
            -- fresh_within: 5 seconds
            -- check: positive: a > 0 and b : 1
            -- column a: personal; keyed hash; zh 甲; en A; or so
            -- more words.
            select a, b from ref('stg_y') -- not ref('stg_z')
            join ref( 'stg_y' ) using (a) where 'ref(''q'')' = "ref('r')" /* ref('s') */;
            """);
        Assert.Equal(["a", "b"], model.Grain);
        Assert.Equal(["a", "b"], model.Key);
        Assert.Equal(Materialization.ByKey, model.Materialization);
        Assert.Equal(["stg_y"], model.Refs);
        Assert.Equal(TimeSpan.FromSeconds(5), model.FreshWithin);
        Assert.Equal(new RowCheck("positive", "a > 0 and b : 1"), Assert.Single(model.Checks));
        Assert.Equal(new ColumnDoc("a", PrivacyClass.Personal, "keyed hash", "甲", "A; or so"), Assert.Single(model.Columns));
        Assert.Equal("What it is: a sentence. more words.", model.Description);
        Assert.DoesNotContain(';', model.Sql);
    }

    [Theory]
    [InlineData("select * from ref('a') a", "select * from <a> a")]
    [InlineData("select ref ('a')", "select ref ('a')")]
    [InlineData("select xref('a')", "select xref('a')")]
    [InlineData("select 'it''s ref(''a'')' , ref('b')", "select 'it''s ref(''a'')' , <b>")]
    [InlineData("select 1 -- ref('a')\n+ref('b')", "select 1 \n+<b>")]
    [InlineData("ref('unclosed", "ref('unclosed")]
    public void References_are_replaced_outside_of_strings_and_comments(string sql, string expected) =>
        Assert.Equal(expected, SqlTemplate.Render(sql, name => $"<{name}>"));
}
