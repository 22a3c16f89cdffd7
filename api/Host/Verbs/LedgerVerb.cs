using System.CommandLine;
using RailLife.Commerce.Ledger;
using RailLife.Host.Platform;

namespace RailLife.Host.Verbs;

/// <summary>Looks at the books, and closes months of them.</summary>
internal static class LedgerVerb
{
    private static readonly Argument<string> Period = new("period") { Description = "A month that is over: 2026-03" };

    public static Verb Verb { get; } = new("ledger", "Verifies the books; closes a month.", "ledger verify", command =>
    {
        var verify = new Command("verify", "Looks at every law over all entries and at the chain; exit code 1 when one is broken.\n\nExample: ./raillife ledger verify");
        verify.Options.Add(Flags.Data);
        verify.SetAction(VerifyAsync);
        var close = new Command("close", "Closes a month for good: nothing can be posted to it any more.\n\nExample: ./raillife ledger close 2026-03") { Period };
        close.Options.Add(Flags.Data);
        close.SetAction(CloseAsync);
        command.Subcommands.Add(verify);
        command.Subcommands.Add(close);
    });

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
        var verdict = await new LedgerVerifier(await installation.CoreAsync(ct)).VerifyAsync(ct);
        foreach (var fault in verdict.Faults) Console.WriteLine($"FAIL {fault}");
        Console.WriteLine($"{(verdict.Faults.Count == 0 ? "ok" : "the books are wrong")}: {verdict.Transfers:N0} transfers, {verdict.Entries:N0} entries, {verdict.Blocks:N0} sealed blocks");
        return verdict.Faults.Count == 0 ? 0 : 1;
    }

    private static async Task<int> CloseAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var installation = new Installation(parsed.Settings(), TimeProvider.System);
        var closed = await new LedgerClosing(await installation.CoreAsync(ct)).CloseAsync($"operator:{Environment.UserName}", parsed.GetValue(Period)!, ct);
        if (closed.Refusal is { } refusal) throw new UserException(refusal.Detail);
        Console.WriteLine($"the period {closed.Value} is closed");
        return 0;
    }
}
