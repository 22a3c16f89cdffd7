using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RailLife.Tests.Tidy;

/// <summary>The one rule: a reference points to its own folder, to a folder on its left, or to the ground floor.</summary>
public partial class ArrowTests
{
    private static readonly string[] LeftToRight = ["ingest", "warehouse", "topics", "tags", "reports", "api"];

    /// <summary>Two towers; within one, a floor sees only what lies below it.</summary>
    private static readonly string[][] GroundFloor =
    [
        ["ingest/Contracts", "ingest/EventLog", "ingest/Store"],
        ["warehouse/DuckDb", "warehouse/Lake"],
    ];

    public static TheoryData<string, string> ProjectReferences()
    {
        var rows = new TheoryData<string, string>();
        foreach (var project in Repository.Files(".csproj").Where(f => !f.StartsWith("tests/", StringComparison.Ordinal)))
            foreach (var reference in XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference"))
            {
                var target = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value));
                rows.Add(Room(project), Room(Path.GetRelativePath(Repository.Root, target)));
            }
        return rows;
    }

    [Theory, MemberData(nameof(ProjectReferences))]
    public void Projects_point_left_or_to_the_ground_floor(string from, string to) => Assert.True(Allowed(from, to), $"{from} may not reference {to}");

    [Theory]
    [InlineData("ingest/Pipeline", "warehouse/Lake", true)]
    [InlineData("ingest/Pipeline", "warehouse/Engine", false)]
    [InlineData("warehouse/Engine", "ingest/Pipeline", true)]
    [InlineData("ingest/Contracts", "ingest/EventLog", false)]
    [InlineData("ingest/Store", "ingest/Contracts", true)]
    [InlineData("ingest/Store", "warehouse/DuckDb", false)]
    [InlineData("warehouse/DuckDb", "warehouse/Lake", false)]
    [InlineData("reports", "api/Host", false)]
    [InlineData("api/commerce", "ingest/Store", true)]
    [InlineData("api/commerce", "warehouse/Engine", false)]
    [InlineData("api/Simulator", "api/commerce", true)]
    [InlineData("api/Simulator", "api/Host", false)]
    [InlineData("api/commerce", "api/Simulator", false)]
    public void The_rule_tells_arrows_apart(string from, string to, bool allowed) => Assert.Equal(allowed, Allowed(from, to));

    [Fact]
    public void Models_refer_to_their_own_folder_or_to_the_left()
    {
        var folderOf = Repository.Files(".sql").Where(f => !f.StartsWith("tests/", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => f.Split('/')[0]);
        var wrong = folderOf.Keys.SelectMany(model => Refs(model, folderOf)).Where(arrow => !PointsLeft(folderOf[arrow.From], folderOf.GetValueOrDefault(arrow.To, "ingest"))).ToList();
        Assert.True(folderOf.Count > 0, "no model was found");
        Assert.Empty(wrong);
    }

    private static IEnumerable<(string From, string To)> Refs(string model, Dictionary<string, string> folderOf) =>
        RefCall().Matches(Repository.Read(Repository.Files(".sql").Single(f => Path.GetFileNameWithoutExtension(f) == model && folderOf.ContainsKey(model))))
            .Select(m => (model, m.Groups[1].Value));

    [GeneratedRegex(@"\bref\(\s*'?(\w+)'?\s*\)")]
    private static partial Regex RefCall();

    private static string Room(string project) => Path.GetDirectoryName(project)!.Replace('\\', '/');

    private static bool Allowed(string from, string to)
    {
        var tower = GroundFloor.FirstOrDefault(t => t.Contains(from));
        if (tower is not null) return tower.Contains(to) && Array.IndexOf(tower, to) < Array.IndexOf(tower, from);
        if (GroundFloor.Any(t => t.Contains(to))) return true;
        // Commerce stands in api/ but its data comes back on the left, through the event log.
        return from != "api/commerce" && to != "api/Host" && PointsLeft(from.Split('/')[0], to.Split('/')[0]);
    }

    private static bool PointsLeft(string from, string to) => Array.IndexOf(LeftToRight, to) is >= 0 and var left && left <= Array.IndexOf(LeftToRight, from);
}
