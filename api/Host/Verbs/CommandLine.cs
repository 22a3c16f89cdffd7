using System.CommandLine;
using RailLife.Host.Settings;

namespace RailLife.Host.Verbs;

/// <summary>Something the caller can mend: the message says what was found, what was expected and what to do.</summary>
public sealed class UserException(string message) : Exception(message);

/// <summary>The command line: every verb that works, and the one place where errors become exit codes.</summary>
/// <remarks>0 = done; 1 = it failed, or <c>check</c> found a difference; 2 = the call was wrong.</remarks>
public static class CommandLine
{
    /// <summary>How long an orderly stop may take after Ctrl+C: what was read is still written.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(IReadOnlyList<Verb> verbs, string[] args)
    {
        var root = new RootCommand("RailLife: the data middle platform of a metro's life services.");
        foreach (var verb in verbs) root.Subcommands.Add(verb.ToCommand());
        root.Subcommands.Add(Help(verbs));

        var parsed = root.Parse(args.Length == 0 ? ["help"] : args);
        if (parsed.Errors.Count > 0) return Refuse(parsed);
        try
        {
            // Errors are said here, in one line, and not by the parser's own handler with a stack trace.
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopMax });
        }
        catch (Exception e) when (e is SettingException or UserException)
        {
            Console.Error.WriteLine($"raillife: {e.Message}");
            return 2;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("raillife: stopped");
            return 130;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"raillife: {e.Message}");
            if (Environment.GetEnvironmentVariable("RAILLIFE_TRACE") == "1") Console.Error.WriteLine(e);
            return 1;
        }
    }

    private static int Refuse(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        foreach (var error in parsed.Errors) Console.Error.WriteLine($"raillife: {error.Message}");
        if (command is RootCommand)
            Console.Error.WriteLine($"The verbs are: {string.Join(", ", command.Subcommands.Select(c => c.Name))}, test, bench, prove. `./raillife help` shows an example of each.");
        else
            Console.Error.WriteLine($"`{command.Name}` takes {Takes(command)}; `./raillife {command.Name} --help` explains them.");
        return 2;
    }

    private static string Takes(Command command) => string.Join(", ",
        command.Subcommands.Select(s => s.Name)
            .Concat(command.Arguments.Select(a => $"<{a.Name}>"))
            .Concat(command.Options.Select(o => o.Name).Where(n => n != "--help")));

    private static Command Help(IReadOnlyList<Verb> verbs)
    {
        var help = new Command("help", "Lists the verbs with an example each.");
        help.SetAction(_ =>
        {
            Console.WriteLine("RailLife: the data middle platform of a metro's life services.\n");
            foreach (var verb in verbs.Concat(OfTheScript)) Console.WriteLine($"  {verb.Name,-9} {verb.Summary}\n            ./raillife {verb.Example}");
            Console.WriteLine("\n`./raillife <verb> --help` explains one. Settings: raillife.json, RAILLIFE__SECTION__NAME, flags.");
        });
        return help;
    }

    /// <summary>Verbs that the entry script answers itself.</summary>
    private static readonly Verb[] OfTheScript =
    [
        new("test", "Runs every test; closes with N passed, N failed, N skipped.", "test", _ => { }),
        new("bench", "Measures speed beside a raw baseline.", "bench ingest --json", _ => { }),
        new("prove", "Runs the long proofs: kills, races, random histories.", "prove crash", _ => { }),
    ];
}
