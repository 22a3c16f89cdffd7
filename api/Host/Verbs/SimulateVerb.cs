using System.CommandLine;
using System.Diagnostics;
using RailLife.Commerce;
using RailLife.Host.City;
using RailLife.Host.Platform;
using RailLife.Simulator.City;
using RailLife.Simulator.Events;
using RailLife.Simulator.Services;

namespace RailLife.Host.Verbs;

/// <summary>A seeded city: a history of members and merchants, lived through the services or written straight to the log.</summary>
internal static class SimulateVerb
{
    private static readonly Option<int> Members = new("--members") { Description = "People of the city", DefaultValueFactory = _ => 2_000 };
    private static readonly Option<int> Merchants = new("--merchants") { Description = "Merchants, of six business formats", DefaultValueFactory = _ => 60 };
    private static readonly Option<int> Days = new("--days") { Description = "Days of history, up to now", DefaultValueFactory = _ => 30 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Which city: the same seed and end give the same events", DefaultValueFactory = _ => 1 };
    private static readonly Option<DateTimeOffset?> Until = new("--until") { Description = "Where the history ends, such as 2026-11-01T00:00:00Z [default: now]" };
    private static readonly Option<string?> Stations = new("--stations") { Description = "File or folder with a real city's stations: a metro's JSON, or CSV with zh, en, longitude, latitude; made-up = a made-up city's [default: ../shared/data/metro beside the project where it is, else made-up]" };

    private static readonly Option<string> Through = new("--through") { Description = "services: every order goes through the trade services; events: written straight to the log, millions in minutes", DefaultValueFactory = _ => "services" };
    private static readonly Option<long?> Orders = new("--orders") { Description = "About so many orders, however many such members would place; through events only" };
    private static readonly Option<bool> Visits = new("--visits") { Description = "Through events: also what visitors look at; through services they are always told" };

    public static Verb Verb { get; } = new("simulate", "Makes a seeded city with its history; its events have the source /raillife/simulator.", "simulate --members 2000 --merchants 60 --days 30 --seed 7", command =>
    {
        foreach (var option in new Option[] { Members, Merchants, Days, Seed, Until, Stations, Through, Orders, Visits, Flags.Kafka }) command.Options.Add(option);
        Through.AcceptOnlyFromAmong("services", "events");
        command.SetAction(RunAsync);
    });

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
        Directory.CreateDirectory(installation.Settings.Data);
        var options = installation.Settings.ToCommerce();
        var settings = new CitySettings(parsed.GetValue(Members), parsed.GetValue(Merchants), parsed.GetValue(Days), parsed.GetValue(Seed), parsed.GetValue(Until) ?? installation.Clock.GetUtcNow(), options.Zone)
        {
            StationsFile = CityStations.Choose(parsed.GetValue(Stations), AppContext.BaseDirectory), Orders = parsed.GetValue(Orders),
        };
        var isThroughServices = parsed.GetValue(Through) == "services";
        if (isThroughServices && (settings.Orders is not null || parsed.GetValue(Visits))) throw new UserException("--orders and --visits are for --through events; through the services members order as they please, and their visits are always told");
        try
        {
            var city = new MadeCity(settings);
            Installation.Say(CityStations.Say(settings.StationsFile));
            return isThroughServices ? await ThroughServicesAsync(installation, city, options, ct) : await ThroughEventsAsync(installation, city, parsed.GetValue(Visits), ct);
        }
        catch (Exception e) when (e is ArgumentException or SimulationException)
        {
            throw new UserException(e.Message);
        }
    }

    private static async Task<int> ThroughServicesAsync(Installation installation, MadeCity city, CommerceOptions options, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var report = await ProgressBar.RunAsync("simulating", (bar, token) => CityHistory.RunAsync(installation, city, options,
            bar.Of<HistoryProgress>(p => (p.DaysDone, p.Days, $"{p.At:yyyy-MM-dd}, {p.Orders:N0} orders, {p.Orders / Math.Max(watch.Elapsed.TotalSeconds, 0.001):N0}/s")), token), ct);
        var lived = watch.Elapsed;
        Installation.Say("the history is in the core database and in the log; waiting until it stands in the libraries");
        await CatchUp.RunAsync(installation, ct);
        var seconds = Math.Max(lived.TotalSeconds, 0.001);
        Console.WriteLine($"{city.Settings.Days} days of {report.Members:N0} members and {report.Merchants:N0} merchants ({report.MerchantsLeft:N0} gave up): {report.Visits:N0} visits, {report.Orders:N0} orders; "
            + $"{report.Calls:N0} calls, {report.OutboxEvents:N0} + {report.TrackingEvents:N0} events; lived in {seconds:0.0} s ({report.Orders / seconds:N0} orders/s), in the libraries after {watch.Elapsed.TotalSeconds:0.0} s");
        foreach (var (code, count) in report.Refused.OrderByDescending(r => r.Value)) Console.WriteLine($"  refused: {code} {count:N0}");
        if (report.Lost > 0) Console.WriteLine($"  {report.Lost:N0} log events were lost on the way");
        Console.WriteLine($"the truth behind it: {CityHistory.TruthFile(installation)}");
        return 0;
    }

    private static async Task<int> ThroughEventsAsync(Installation installation, MadeCity city, bool visits, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var report = await ProgressBar.RunAsync("simulating", (bar, token) => EventHistory.RunAsync(city, installation.Log, new(visits, Environment.ProcessorCount),
            bar.Of<EventProgress>(p => (p.UnitsDone, p.Units, $"{p.Orders:N0} orders, {p.Events / Math.Max(watch.Elapsed.TotalSeconds, 0.001):N0} events/s")), token), ct);
        var written = watch.Elapsed;
        await CityTruth.Of(city).WriteAsync(CityHistory.TruthFile(installation), ct);
        Installation.Say("the events are in the log; waiting until they stand in the libraries");
        await CatchUp.RunAsync(installation, ct);
        var seconds = Math.Max(written.TotalSeconds, 0.001);
        Console.WriteLine($"{city.Settings.Days} days of {city.Settings.Members:N0} members and {city.Settings.Merchants:N0} merchants: {report.Orders:N0} orders, {report.Events:N0} events; "
            + $"written in {seconds:0.0} s ({report.Orders / seconds:N0} orders/s, {report.Events / seconds:N0} events/s), in the libraries after {watch.Elapsed.TotalSeconds:0.0} s");
        Console.WriteLine($"the truth behind it: {CityHistory.TruthFile(installation)}");
        return 0;
    }
}
