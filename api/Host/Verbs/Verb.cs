using System.CommandLine;
using RailLife.Host.Settings;

namespace RailLife.Host.Verbs;

/// <summary>One verb of the command line: what it does in a sentence, and a line to copy.</summary>
/// <param name="Example">Without the leading <c>./raillife</c>.</param>
public sealed record Verb(string Name, string Summary, string Example, Action<Command> Configure)
{
    public Command ToCommand()
    {
        var command = new Command(Name, $"{Summary}\n\nExample: ./raillife {Example}");
        command.Options.Add(Flags.Data);
        Configure(command);
        return command;
    }
}

/// <summary>Flags that stand for a setting.</summary>
internal static class Flags
{
    public static Option<string?> Data { get; } = new("--data") { Description = "Folder of everything the platform keeps [default: data]" };
    public static Option<string?> Port { get; } = new("--port") { Description = "Port of the API and the console; 0 takes a free one [default: 5080]" };
    public static Option<string?> Listen { get; } = new("--listen") { Description = "Address to listen on; loopback only until there is a sign-in [default: 127.0.0.1]" };
    public static Option<string?> Kafka { get; } = new("--kafka") { Description = "host:port of a broker; without it the event log is the embedded one" };

    private static readonly (Option<string?> Option, string Setting)[] All = [(Data, "Data"), (Port, "Http:Port"), (Listen, "Http:Listen"), (Kafka, "Kafka:Bootstrap")];

    /// <summary>Settings of this run: file, environment, then the flags that were given.</summary>
    /// <exception cref="SettingException">A setting is unknown or does not fit.</exception>
    public static PlatformSettings Settings(this ParseResult parsed) => SettingsLoader.Load(
        Environment.CurrentDirectory,
        Environment.GetEnvironmentVariables(),
        All.Where(f => parsed.CommandResult.Command.Options.Contains(f.Option)).Select(f => (f.Setting, Value: parsed.GetValue(f.Option)))
            .Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Setting, f.Value!)));
}
