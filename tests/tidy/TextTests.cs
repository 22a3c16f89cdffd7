using System.Text.RegularExpressions;

namespace RailLife.Tests.Tidy;

/// <summary>Habits that a newcomer relies on, kept by a test instead of by reviewers.</summary>
public class TextTests
{
    private const int LinesMax = 400;
    private static readonly string[] Sources = [".cs", ".sql", ".ts", ".tsx", ".sh"];

    // Written in pieces, or this file would find itself.
    private static readonly Regex Leftover = new(string.Join('|', "TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception", "Thread" + @"\.Sleep", @"DateTime\." + "(Now|UtcNow)", @"catch\s*\{\s*" + @"\}"));
    private static readonly Regex OfThisMachine = new(string.Join('|', "/wo" + "rk/", "/ro" + "ot/", "registry" + @"\.npmjs", "api" + @"\.nuget\.org"));

    [Fact]
    public void No_source_holds_a_leftover() =>
        Assert.Empty(Lines(Sources).Where(l => Leftover.IsMatch(l.Text)).Select(Say));

    [Fact]
    public void Nothing_names_a_machine_or_a_registry() =>
        Assert.Empty(Lines([.. Sources, ".json", ".md", ".csproj", ".props", ".css", ".html"]).Where(l => OfThisMachine.IsMatch(l.Text)).Select(Say));

    [Fact]
    public void A_source_is_one_whole_thought() =>
        Assert.DoesNotContain(Repository.Files(Sources).Select(f => (File: f, Lines: Repository.Read(f).Count(c => c == '\n'))), f => f.Lines > LinesMax);

    [Fact]
    public void Every_room_has_a_readme_of_ten_to_forty_lines()
    {
        var rooms = Repository.Files(".csproj").Select(f => Path.GetDirectoryName(f)!).Where(f => f != "tests").Append("warehouse/models").Append("api/console");
        var wrong = rooms.Select(room => (Room: room, Lines: ReadmeLines(room))).Where(r => r.Lines is < 10 or > 40);
        Assert.Empty(wrong);
    }

    private static int ReadmeLines(string room)
    {
        var path = Path.Combine(Repository.Root, room, "README.md");
        return File.Exists(path) ? File.ReadAllLines(path).Length : 0;
    }

    private static IEnumerable<(string File, int Number, string Text)> Lines(string[] extensions) =>
        Repository.Files(extensions).SelectMany(f => Repository.Read(f).Split('\n').Select((text, i) => (f, i + 1, text)));

    private static string Say((string File, int Number, string Text) line) => $"{line.File}:{line.Number}: {line.Text.Trim()}";
}
