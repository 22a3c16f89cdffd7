using System.CommandLine;
using System.Globalization;
using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Reports.Sql;
using RailLife.Warehouse;

namespace RailLife.Host.Verbs;

/// <summary>SQL on the machine itself, over every table and view, raw ones too.</summary>
internal static class SqlVerb
{
    private static readonly Argument<string> Sql = new("sql") { Description = "One select; every table and view of the lake is there by its name" };
    private static readonly Option<string> Format = new("--format") { Description = "table, csv, json (an array of objects) or parquet", DefaultValueFactory = _ => "table" };
    private static readonly Option<string?> Out = new("--out") { Description = "File to write to instead of standard output" };

    public static Verb Verb { get; } = new("sql", "Runs SQL over all tables of the lake.", "sql \"select business_date, count(*) from fct_order group by 1 order by 1\" --format csv", command =>
    {
        Format.AcceptOnlyFromAmong("table", "csv", "json", "parquet");
        command.Arguments.Add(Sql);
        command.Options.Add(Format);
        command.Options.Add(Out);
        command.SetAction(RunAsync);
    });

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
        using var database = DuckDbDatabase.Open(installation.Share.Query);
        var catalog = new ModelCatalog(installation.Lake, installation.Graph);
        var runner = new SqlRunner(database, connection => catalog.RegisterAll(connection));
        var format = Enum.Parse<SqlFormat>(parsed.GetValue(Format)!, ignoreCase: true);
        try
        {
            if (parsed.GetValue(Out) is not { } file)
            {
                await using var answer = Console.OpenStandardOutput();
                runner.Run(parsed.GetValue(Sql)!, format, answer, ct);
                return 0;
            }
            await WriteAsync(file, to => runner.Run(parsed.GetValue(Sql)!, format, to, ct));
            Installation.Say(string.Create(CultureInfo.InvariantCulture, $"wrote {new FileInfo(file).Length:N0} bytes to {file}"));
            return 0;
        }
        catch (DuckDbException wrong) when (wrong.Kind is not DuckDbErrorKind.Fatal)
        {
            throw new UserException(wrong.Message);
        }
    }

    // Beside its place and renamed at the end: a statement that fails leaves no half file and no old one broken.
    private static async Task WriteAsync(string file, Action<Stream> write)
    {
        var unfinished = file + ".unfinished";
        try
        {
            await using (var to = File.Create(unfinished))
                write(to);
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
