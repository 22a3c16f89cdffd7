using System.CommandLine;
using System.Diagnostics;
using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Import;
using RailLife.Ingest;
using Spectre.Console;

namespace RailLife.Host.Verbs;

/// <summary>Files of the world outside into the libraries; returns when they stand there.</summary>
internal static class ImportVerb
{
    private static readonly Argument<string> Kind = new("kind") { Description = "What the files are: online-retail, weblog or events" };
    private static readonly Argument<string> Source = new("path") { Description = "A file, or a folder of them" };

    public static Verb Verb { get; } = new("import", "Brings files into the libraries; running it again changes nothing.", "import online-retail path/to/csv-files", command =>
    {
        command.Arguments.Add(Kind);
        command.Arguments.Add(Source);
        command.Options.Add(Flags.Kafka);
        command.SetAction(RunAsync);
    });

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
        Directory.CreateDirectory(installation.Settings.Data);
        var watch = Stopwatch.StartNew();
        ImportReport report;
        try
        {
            report = await ReadFilesAsync(installation, parsed.GetValue(Kind)!, parsed.GetValue(Source)!, watch, ct);
        }
        catch (ImportException refused)
        {
            throw new UserException(refused.Message);
        }
        Installation.Say("the events are in the log; waiting until they stand in the libraries");
        await CatchUp.RunAsync(installation, ct);
        Print(report, watch.Elapsed);
        return 0;
    }

    private static async Task<ImportReport> ReadFilesAsync(Installation installation, string kind, string path, Stopwatch watch, CancellationToken ct)
    {
        var importer = ImportModule.Importer(kind, installation.Hash, installation.Clock);
        using var database = DuckDbDatabase.Open(installation.Share.Ingest);
        var sink = new RejectedSink(installation.Lake, database, installation.Sealer, installation.Clock);
        var work = new Importer(installation.Log, sink, installation.Settings.Data);
        return await ProgressBar.RunAsync("importing", (bar, token) => work.RunAsync(importer, path, bar.Of<ImportProgress>(p =>
            (p.BytesDone, p.Bytes, $"{p.RowsAccepted + p.RowsRefused:N0} rows, {(p.RowsAccepted + p.RowsRefused) / Math.Max(watch.Elapsed.TotalSeconds, 0.001):N0}/s, {p.RowsRefused:N0} rejected")), token), ct);
    }

    private static void Print(ImportReport report, TimeSpan took)
    {
        var seconds = Math.Max(took.TotalSeconds, 0.001);
        Console.WriteLine($"{report.Rows:N0} rows in {report.Files} files = {report.RowsAccepted:N0} accepted + {report.RowsRefused:N0} rejected; {report.EventsAppended:N0} events appended; {seconds:0.0} s, {report.Rows / seconds:N0} rows/s");
        if (report.FilesSkipped > 0) Console.WriteLine($"{report.FilesSkipped} files had been imported before and were left alone");
        foreach (var (reason, count) in report.Refused.OrderByDescending(r => r.Value)) Console.WriteLine($"  rejected: {reason} {count:N0}");
        if (report.RowsRefused > 0) Console.WriteLine("`./raillife rejected list` shows them");
    }
}
