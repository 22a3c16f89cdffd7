using System.CommandLine;
using RailLife.Host.Platform;
using RailLife.Host.Settings;
using RailLife.Ingest.Tracking;

namespace RailLife.Host.Verbs;

/// <summary>What client libraries are to send: the tracking plan [埋点方案] in words.</summary>
internal static class TrackingVerb
{
    public static Verb Verb { get; } = new("tracking", "Says what client libraries are to send: events, properties, owners.", "tracking plan", command =>
    {
        var plan = new Command("plan", "Lists the tracking plan that is in force.\n\nExample: ./raillife tracking plan");
        plan.Options.Add(Flags.Data);
        plan.SetAction(parsed =>
        {
            Print(Plan(parsed.Settings()));
            return 0;
        });
        command.Options.Remove(Flags.Data);
        command.Subcommands.Add(plan);
    });

    private static TrackingPlan Plan(PlatformSettings settings)
    {
        try
        {
            return TrackingPlan.Load(settings.ToCollector().PlanFile ?? TrackingPlan.BuiltIn);
        }
        catch (InvalidDataException e)
        {
            throw new UserException($"setting Collector:Plan: {e.Message}");
        }
    }

    private static void Print(TrackingPlan plan)
    {
        var width = plan.Events.Select(e => e.Name.Length).DefaultIfEmpty().Max() + 2;
        foreach (var one in plan.Events)
        {
            Console.WriteLine($"{one.Name.PadRight(width)}{one.En} [{one.Zh}]; owner: {one.Owner}");
            if (one.Properties.Count > 0) Console.WriteLine($"{new string(' ', width)}{string.Join(", ", one.Properties.Select(p => p.Name))}");
        }
        Console.WriteLine($"\npages and screens: {Names(plan.Pages)}\npersons and groups: {Names(plan.Traits)}\nany event: {Names(plan.Everywhere)}");
    }

    private static string Names(IReadOnlyList<PlannedProperty> properties) => string.Join(", ", properties.Select(p => p.Name));
}
