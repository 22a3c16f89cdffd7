using System.Text;
using RailLife.Ingest;

namespace RailLife.Tests.Pipeline;

public class JsonFixTests
{
    [Theory]
    [InlineData("""{"data":{"a":1}}""", "/data/a=2", """{"data":{"a":2}}""")]
    [InlineData("""{"data":{"a":1}}""", "data.a=GBP", """{"data":{"a":"GBP"}}""")]
    [InlineData("""{"data":{"a":1}}""", "data.a=\"2\"", """{"data":{"a":"2"}}""")]
    [InlineData("""{"data":{"a":1}}""", "data.b=null", """{"data":{"a":1,"b":null}}""")]
    [InlineData("""{"data":[{"q":1},{"q":2}]}""", "/data/1/q=5", """{"data":[{"q":1},{"q":5}]}""")]
    [InlineData("""{"a/b":1}""", "/a~1b=2", """{"a/b":2}""")]
    [InlineData("""{"a":1}""", "a=x=y", """{"a":"x=y"}""")]
    [InlineData("""{"n":12345678901234567890.123,"t":"字"}""", "u=1", """{"n":12345678901234567890.123,"t":"字","u":1}""")]
    public void A_set_changes_one_value_and_nothing_else(string raw, string set, string expected) => Assert.Equal(expected, Fixed(JsonFix.Of([set]), raw));

    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":"c"}""", """{"a":{"b":{"c":null}}}""", """{"a":{"b":{}}}""")]
    public void A_merge_patch_follows_rfc_7396(string raw, string patch, string expected) => Assert.Equal(expected, Fixed(JsonFix.Of([], patch), raw));

    [Theory]
    [InlineData("", "data.a=1")]
    [InlineData("{\"a\":1", "a=2")]
    [InlineData("[1]", "a=2")]
    [InlineData("{\"a\":1,\"a\":2}", "b=2")]
    [InlineData("{\"a\":1}", "b.c=2")]
    [InlineData("{\"a\":[1]}", "/a/3=2")]
    public void What_cannot_be_fixed_says_why(string raw, string set)
    {
        Assert.Null(JsonFix.Of([set]).Apply(Encoding.UTF8.GetBytes(raw), out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("data.a")]
    [InlineData("=3")]
    [InlineData("/=3")]
    [InlineData("a..b=3")]
    public void A_set_that_is_no_assignment_is_refused(string set) => Assert.Throws<FormatException>(() => JsonFix.Of([set]));

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_patch_that_is_no_object_is_refused(string patch) => Assert.Throws<FormatException>(() => JsonFix.Of([], patch));

    private static string? Fixed(JsonFix fix, string raw) =>
        fix.Apply(Encoding.UTF8.GetBytes(raw), out _) is { } root ? Encoding.UTF8.GetString(JsonFix.Write(root)) : null;
}
