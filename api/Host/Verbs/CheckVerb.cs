using RailLife.Host.Check;
using RailLife.Host.Platform;

namespace RailLife.Host.Verbs;

/// <summary>Is anything lost, doubled or damaged? Prints what differs; exit code 1 then.</summary>
internal static class CheckVerb
{
    private const int DifferencesShown = 20;

    public static Verb Verb { get; } = new("check", "Reconciles log, bronze, silver, models, files and the core database; says what differs.", "check --data data", command =>
    {
        command.Options.Add(Flags.Kafka);
        command.SetAction(async (parsed, ct) =>
        {
            await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
            if (!Directory.Exists(installation.Settings.LakeFolder))
                throw new UserException($"found no lake in {installation.Settings.Data}; expected a data folder that has been used; name it with --data");
            var results = await PlatformCheck.RunAsync(installation, ct);
            foreach (var result in results) Print(result);
            return results.All(r => r.Holds) ? 0 : 1;
        });
    });

    private static void Print(CheckResult result)
    {
        Console.WriteLine($"{(result.Holds ? "ok  " : "FAIL")} {result.Name}: {result.Summary}");
        foreach (var difference in result.Differences.Take(DifferencesShown)) Console.WriteLine($"     {difference}");
        if (result.Differences.Count > DifferencesShown) Console.WriteLine($"     ... and {result.Differences.Count - DifferencesShown} more");
    }
}
