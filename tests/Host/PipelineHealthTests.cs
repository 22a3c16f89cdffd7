using System.Text.Json;
using System.Text.RegularExpressions;
using RailLife.Host.Http;
using RailLife.Tests.Tidy;

namespace RailLife.Tests.Host;

/// <summary>The console reads /v1/pipeline by these names; both sides are checked against each other.</summary>
public class PipelineHealthTests
{
    private static readonly PipelineHealth Sample = new(
        DateTimeOffset.UnixEpoch,
        [new("raillife.order", 10, 8, 1, 2, 0, null)],
        [new("raillife.order", "wrong-type", 2)],
        [new("fct_order", "failed", null, null, null, null, null, "check unique failed")]);

    [Theory]
    [InlineData("Pipeline", "")]
    [InlineData("TopicHealth", "topics")]
    [InlineData("RejectedReason", "rejected")]
    [InlineData("ModelHealth", "models")]
    public void The_console_reads_exactly_the_members_that_the_host_writes(string type, string list)
    {
        using var json = JsonDocument.Parse(Sample.ToJson());
        var written = (list.Length == 0 ? json.RootElement : json.RootElement.GetProperty(list)[0]).EnumerateObject().Select(p => p.Name).Order();
        Assert.Equal(MembersOf(type), written);
    }

    [Fact]
    public void What_is_not_known_is_null_not_missing_and_not_zero()
    {
        using var json = JsonDocument.Parse(Sample.ToJson());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("topics")[0].GetProperty("lag_seconds").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("models")[0].GetProperty("built_at").ValueKind);
    }

    private static IEnumerable<string> MembersOf(string type)
    {
        var source = Repository.Read("api/console/src/api/pipeline.ts");
        var body = Regex.Match(source, $@"export interface {type} \{{(?<body>.*?)\n\}}", RegexOptions.Singleline).Groups["body"].Value;
        return Regex.Matches(body, @"readonly (\w+):").Select(m => m.Groups[1].Value).Order();
    }
}
