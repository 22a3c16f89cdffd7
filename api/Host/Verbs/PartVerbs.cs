using System.CommandLine;
using RailLife.Host.Platform;
using RailLife.Store;

namespace RailLife.Host.Verbs;

/// <summary>Each part alone, for several machines.</summary>
internal static class PartVerbs
{
    public static Verb Serve { get; } = new("serve", "Answers over HTTP only: reports, SQL, collector, console.", "serve --port 5081", command =>
    {
        foreach (var flag in new[] { Flags.Port, Flags.Listen, Flags.Kafka }) command.Options.Add(flag);
        command.SetAction((parsed, ct) => RunAsync(parsed, new(Serve: true), ct));
    });

    public static Verb Collect { get; } = new("collect", "Takes events over HTTP into the log and nothing else: CloudEvents, and what client libraries send.", "collect --port 5083", command =>
    {
        foreach (var flag in new[] { Flags.Port, Flags.Listen, Flags.Kafka }) command.Options.Add(flag);
        command.SetAction((parsed, ct) => RunAsync(parsed, new(Collect: true), ct));
    });

    public static Verb Ingest { get; } = new("ingest", "Lands the event log in the lake, until it is stopped.", "ingest --kafka broker:9092", command =>
    {
        command.Options.Add(Flags.Kafka);
        command.SetAction((parsed, ct) => RunAsync(parsed, new(Ingest: true), ct));
    });

    public static Verb Commerce { get; } = new("commerce", "Runs the trade services and their timers.", "commerce --port 5082", command =>
    {
        foreach (var flag in new[] { Flags.Port, Flags.Listen, Flags.Kafka }) command.Options.Add(flag);
        command.SetAction((parsed, ct) => RunAsync(parsed, new(Commerce: true), ct));
    });

    public static Verb Relay { get; } = new("relay", "Takes the trade services' events from their outbox to the event log.", "relay --kafka broker:9092", command =>
    {
        command.Options.Add(Flags.Kafka);
        command.SetAction((parsed, ct) => RunAsync(parsed, new(Relay: true), ct));
    });

    private static readonly Option<string?> Select = new("--select") { Description = "Models to build: name, +name (with what it reads), name+ (with what reads it), several by comma" };
    private static readonly Option<bool> Full = new("--full") { Description = "Rebuild from the whole sources instead of following what changed" };
    private static readonly Option<bool> Explain = new("--explain") { Description = "Say what would be built and why, without doing it" };
    private static readonly Option<bool> Follow = new("--follow") { Description = "Go on building as the lake moves, until it is stopped" };

    public static Verb Build { get; } = new("build", "Brings the models up to date.", "build --select +subject_user --explain", command =>
    {
        foreach (var option in new Option[] { Select, Full, Explain, Follow }) command.Options.Add(option);
        command.SetAction((parsed, ct) => parsed.GetValue(Follow) ? RunAsync(parsed, new(Build: true), ct) : BuildOnceAsync(parsed, ct));
    });

    private static async Task<int> RunAsync(ParseResult parsed, PartSet parts, CancellationToken ct)
    {
        await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
        Directory.CreateDirectory(installation.Settings.Data);
        await using var platform = await RunningPlatform.StartAsync(installation, parts, ct);
        if (platform.Url is { } url) Console.WriteLine($"RailLife answers: {url}");
        else Installation.Say("running; stop with Ctrl+C");
        await UpVerb.UntilStopped(ct);
        return 0;
    }

    private static async Task<int> BuildOnceAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
        Directory.CreateDirectory(installation.Settings.Data);
        if (parsed.GetValue(Explain))
        {
            using var reader = new BuildLoop(installation);
            Console.Write(reader.Explain(new(parsed.GetValue(Select), parsed.GetValue(Full))));
            return 0;
        }
        using var lease = await Lease.TakeAsync(installation.Settings.Data, Leases.Build, installation.Clock,
            holder => Installation.Say($"waiting: {holder?.ToString() ?? Leases.Build}"), ct);
        using var build = new BuildLoop(installation);
        var report = build.BuildOnce(new(parsed.GetValue(Select), parsed.GetValue(Full)), ct);
        Console.Write(report);
        return report.Succeeded ? 0 : 1;
    }
}
