using System.CommandLine;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Host.Settings;

namespace RailLife.Host.Verbs;

/// <summary>Hands out bearer tokens for staff and merchants, until there is a sign-in for them.</summary>
internal static class TokenVerb
{
    private static readonly Option<string> As = new("--as") { Description = "staff:<id> or merchant:<id>", Required = true };
    private static readonly Option<long[]> Circles = new("--circles") { Description = "Circles that staff may see, by comma; without it all", AllowMultipleArgumentsPerToken = true, CustomParser = Commas(long.Parse) };
    private static readonly Option<string[]> Formats = new("--formats") { Description = "Formats that staff may see, by comma; without it all", AllowMultipleArgumentsPerToken = true, CustomParser = Commas(text => text) };
    private static readonly Option<string[]> Merchants = new("--merchants") { Description = "Merchants that staff may see, by comma; without it all", AllowMultipleArgumentsPerToken = true, CustomParser = Commas(text => text) };
    private static readonly Option<double> Hours = new("--hours") { Description = "How long it is valid", DefaultValueFactory = _ => 12 };

    public static Verb Verb { get; } = new("token", "Hands out a bearer token for staff or a merchant.", "token --as staff:1 --circles 7,9", command =>
    {
        foreach (var option in new Option[] { As, Circles, Formats, Merchants, Hours }) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var settings = parsed.Settings();
            Directory.CreateDirectory(settings.Data);
            var tokens = new AccessTokens(KeyRing.Open(settings.Data), TimeProvider.System);
            var hours = parsed.GetValue(Hours);
            if (hours is not (> 0 and <= 24 * 366)) throw new SettingException($"--hours: found {hours}, expected more than 0 and at most {24 * 366}");
            Console.WriteLine(tokens.Issue(Who(parsed), TimeSpan.FromHours(hours)));
            return 0;
        });
    });

    private static Actor Who(ParseResult parsed)
    {
        var named = parsed.GetValue(As) ?? "";
        return named.Split(':', 2) switch
        {
            ["staff", { Length: > 0 } id] => new Actor(ActorKind.Staff, id, Given(parsed, Circles), Given(parsed, Formats), Given(parsed, Merchants)),
            ["merchant", { Length: > 0 } id] => new Actor(ActorKind.Merchant, id),
            _ => throw new SettingException($"--as: found '{named}', expected staff:<id> or merchant:<id>"),
        };
    }

    // An option that was not given is an empty list to the parser, which would let nobody see anything.
    private static T[]? Given<T>(ParseResult parsed, Option<T[]> option) => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;

    private static Func<System.CommandLine.Parsing.ArgumentResult, T[]> Commas<T>(Func<string, T> one) => result =>
    {
        try
        {
            return [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(one)];
        }
        catch (FormatException)
        {
            result.AddError($"{result.Argument.Name}: found '{string.Join(' ', result.Tokens.Select(t => t.Value))}', expected whole numbers by comma");
            return [];
        }
    };
}
