using System.CommandLine;
using System.Globalization;
using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Lake;

namespace RailLife.Host.Verbs;

/// <summary>A look into any Delta table: its rows, what each version did, its files.</summary>
internal static class TableVerb
{
    private static readonly Argument<string> Table = new("table") { Description = "A table of the lake by name, or the path of any Delta table's folder" };
    private static readonly Option<long?> Version = new("--version") { Description = "As it was at this version" };
    private static readonly Option<string?> At = new("--at") { Description = "As it was at this instant, such as 2026-03-01T08:00:00Z; UTC unless it says otherwise" };
    private static readonly Option<string> Format = new("--format") { Description = "table, csv or json; json and csv print all rows", DefaultValueFactory = _ => "table" };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Newest versions only" };

    private delegate void Look(TableView view, ParseResult parsed, TableFormat format, TextWriter output);

    public static Verb Verb { get; } = new("table", "Looks into a Delta table: rows, history, files.", "table show subject_user --format csv", command =>
    {
        Format.AcceptOnlyFromAmong("table", "csv", "json");
        command.Options.Remove(Flags.Data);
        command.Subcommands.Add(Sub("show", "The rows of a version.", [Version, At], (view, parsed, format, output) =>
            view.Show(parsed.GetValue(Table)!, format, output, parsed.GetValue(Version), Instant(parsed))));
        command.Subcommands.Add(Sub("history", "What each version did, newest first.", [Limit], (view, parsed, format, output) =>
            view.History(parsed.GetValue(Table)!, format, output, parsed.GetValue(Limit))));
        command.Subcommands.Add(Sub("files", "The files of a version, with their statistics.", [Version, At], (view, parsed, format, output) =>
            view.Files(parsed.GetValue(Table)!, format, output, parsed.GetValue(Version), Instant(parsed))));
    });

    private static Command Sub(string name, string summary, Option[] options, Look look)
    {
        var command = new Command(name, summary);
        command.Arguments.Add(Table);
        foreach (var option in options.Append(Format).Append(Flags.Data)) command.Options.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
            using var database = DuckDbDatabase.Open(installation.Share.Query);
            using var connection = database.Connect();
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            try
            {
                look(new(installation.Lake, connection, installation.Clock), parsed, Enum.Parse<TableFormat>(parsed.GetValue(Format)!, ignoreCase: true), output);
                return 0;
            }
            catch (Exception e) when (e is DeltaException or ArgumentException)
            {
                throw new UserException(e.Message);
            }
        });
        return command;
    }

    private static DateTimeOffset? Instant(ParseResult parsed)
    {
        if (parsed.GetValue(At) is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw new UserException($"--at: found \"{text}\", expected an instant such as 2026-03-01T08:00:00Z");
    }
}
