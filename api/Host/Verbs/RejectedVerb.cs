using System.CommandLine;
using System.Globalization;
using System.Text;
using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Ingest;
using Spectre.Console;

namespace RailLife.Host.Verbs;

/// <summary>What did not make sense: groups, single records, and the way back into the log.</summary>
internal static class RejectedVerb
{
    private static readonly Option<string?> Reason = new("--reason") { Description = "Only this reason, such as missing-field" };
    private static readonly Option<string?> Topic = new("--topic") { Description = "Only this topic, such as raillife.order or import:orders.csv" };
    private static readonly Option<string?> Pointer = new("--path") { Description = "Only this place in the event, as a JSON pointer" };
    private static readonly Option<string?> Type = new("--type") { Description = "Only this event type" };
    private static readonly Option<string?> Place = new("--at") { Description = "Only the record at topic/partition/offset" };
    private static readonly Option<string[]> Set = new("--set") { Description = "A correction, path=value; may be given several times", AllowMultipleArgumentsPerToken = false };
    private static readonly Option<string?> Patch = new("--patch") { Description = "A file with a JSON merge patch (RFC 7396)" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Count what the correction would accept, and change nothing" };

    public static Verb Verb { get; } = new("rejected", "Groups rejected records, shows one, sends corrected ones again.", "rejected redrive --reason missing-field --set /data/currency=CNY --dry-run", command =>
    {
        command.Options.Remove(Flags.Data);
        command.Subcommands.Add(Sub("list", "Groups of rejected records with a cause in common.", [Reason, Topic, Pointer, Type], (parsed, service, _) => Task.FromResult(List(service, Filter(parsed)))));
        command.Subcommands.Add(Sub("show", "One record with its bytes: --at topic/partition/offset.", [Place], (parsed, service, _) => Task.FromResult(Show(service, Filter(parsed)))));
        command.Subcommands.Add(Sub("redrive", "Corrects records and sends them again; twice adds nothing.", [Reason, Topic, Pointer, Type, Place, Set, Patch, DryRun], RedriveAsync));
    });

    private static Command Sub(string name, string summary, Option[] options, Func<ParseResult, RejectedService, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, summary);
        command.Options.Add(Flags.Data);
        command.Options.Add(Flags.Kafka);
        foreach (var option in options) command.Options.Add(option);
        command.SetAction(async (parsed, ct) =>
        {
            await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
            Directory.CreateDirectory(installation.Settings.Data);
            using var database = DuckDbDatabase.Open(installation.Share.Query);
            return await run(parsed, new(installation.Lake, database, installation.Sealer, installation.Log, installation.Clock), ct);
        });
        return command;
    }

    private static RejectedFilter Filter(ParseResult parsed)
    {
        if (Given(parsed, Place) is not { } place) return new(Given(parsed, Reason), Given(parsed, Topic), Given(parsed, Pointer), Given(parsed, Type));
        var (offsetAt, partitionAt) = (place.LastIndexOf('/'), place.LastIndexOf('/', Math.Max(place.LastIndexOf('/') - 1, 0)));
        if (partitionAt > 0 && int.TryParse(place[(partitionAt + 1)..offsetAt], CultureInfo.InvariantCulture, out var partition) && long.TryParse(place[(offsetAt + 1)..], CultureInfo.InvariantCulture, out var offset))
            return new(Given(parsed, Reason), place[..partitionAt], Given(parsed, Pointer), Given(parsed, Type), null, partition, offset);
        throw new UserException($"--at: found \"{place}\", expected topic/partition/offset such as raillife.order/0/17; `rejected list` shows samples");
    }

    private static string? Given(ParseResult parsed, Option<string?> option) => parsed.CommandResult.Command.Options.Contains(option) ? parsed.GetValue(option) : null;

    private static int List(RejectedService service, RejectedFilter filter)
    {
        var groups = service.List(filter);
        var table = new Table().Border(TableBorder.Simple).AddColumns("reason", "path", "type", "topic", "rows", "open", "newest", "samples");
        foreach (var g in groups)
            table.AddRow(new[] { g.Reason, g.Path ?? "", g.Type ?? "", g.Topic, $"{g.Count:N0}", $"{g.Open:N0}", $"{g.LastAt:u}", string.Join(' ', g.Samples) }.Select(Markup.Escape).ToArray());
        if (groups.Count > 0) AnsiConsole.Write(table);
        Console.WriteLine($"{groups.Sum(g => g.Count):N0} rejected records, {groups.Sum(g => g.Open):N0} open, in {groups.Count} groups");
        return 0;
    }

    private static int Show(RejectedService service, RejectedFilter filter)
    {
        if (filter.Topic is null || filter.Offset is not { } offset) throw new UserException("show wants --at topic/partition/offset; `rejected list` shows samples");
        var row = service.Show(filter.Topic, filter.Partition ?? 0, offset)
            ?? throw new UserException($"found no rejected record at {filter.Topic}/{filter.Partition}/{offset}; `rejected list` shows samples");
        Console.WriteLine($"{row.Place}  {(row.IsOpen ? "open" : "corrected")}\nreason    {row.Reason}\npath      {row.Path}\nexpected  {row.Expected}\nfound     {row.Found}\ntype      {row.Type}\nsource    {row.Source}\nid        {row.Id}\nat        {row.RejectedAt:u}\n");
        Console.WriteLine(row.Raw is { } raw ? Encoding.UTF8.GetString(raw) : "(the bytes were dropped after Rejected:RawDays, or sealed with keys that are not in this data folder)");
        return 0;
    }

    private static async Task<int> RedriveAsync(ParseResult parsed, RejectedService service, CancellationToken ct)
    {
        var fix = Fix(parsed);
        var outcome = await service.RedriveAsync(Filter(parsed), fix, parsed.GetValue(DryRun), ct);
        Console.WriteLine($"{outcome.Matched:N0} records match; this correction {(outcome.IsDryRun ? "would accept" : "sent again")} {outcome.Accepted:N0}; {outcome.AlreadyFixed:N0} had been corrected before; {outcome.StillBroken.Sum(b => b.Count):N0} still fail");
        foreach (var broken in outcome.StillBroken) Console.WriteLine($"  {broken.Count:N0} {broken.Reason} at {broken.Path}: expected {broken.Expected}, found {broken.Found}, such as {broken.Sample}");
        return outcome.Accepted == 0 && outcome.StillBroken.Count > 0 ? 1 : 0;
    }

    private static JsonFix Fix(ParseResult parsed)
    {
        try
        {
            return JsonFix.Of(parsed.GetValue(Set) ?? [], parsed.GetValue(Patch) is { } file ? File.ReadAllText(file) : null);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            throw new UserException(e.Message);
        }
    }
}
