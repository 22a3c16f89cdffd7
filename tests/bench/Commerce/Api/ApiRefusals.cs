using System.Globalization;
using RailLife.Bench.Frame;
using RailLife.Host.Platform;
using RailLife.Store;

namespace RailLife.Bench.Commerce.Api;

/// <summary>Whatever is wrong by an endpoint's description is refused with its status and a code, and no row changes by it; a repeated key gives the first answer.</summary>
public static class ApiRefusals
{
    // A refused call is remembered by its key, a wrong code as a try.
    private static readonly string[] Counters = ["idempotency_key", "member_code"];

    public static async Task<ProofResult> RunAsync(ProofOptions options, string? connection, CancellationToken ct)
    {
        await using var host = await ApiHouse.OpenAsync(options, connection, ct);
        var (world, wrong, sent) = (host.World, new List<string>(), 0);
        var ready = new List<(ApiOperation Operation, ApiCall Whole)>();
        foreach (var operation in host.Client.Operations.Values) ready.Add((operation, await Whole.AskAsync(world, operation)));
        await host.StopClockAsync();
        foreach (var (operation, whole) in ready)
        {
            var before = await RowsAsync(host.Installation.Core, ct);
            foreach (var call in WrongCalls.Of(operation, whole, kind => world.As(kind, "stranger-1")))
            {
                var answer = await host.Client.SendAsync(call.Call, ct);
                sent++;
                if (!call.Expected.Contains(answer.Status)) wrong.Add($"{operation.Name} with {call.What}: found {answer.Status} {Short(answer.Text)}, expected {string.Join(" or ", call.Expected)}");
            }
            var after = await RowsAsync(host.Installation.Core, ct);
            wrong.AddRange(after.Where(t => before[t.Key] != t.Value).Select(t => $"{operation.Name}: refused calls changed {t.Key}"));
        }
        foreach (var (operation, whole) in ready.Where(r => r.Operation.Method == "POST" && !r.Operation.Path.Contains("/notify/", StringComparison.Ordinal)))
            wrong.AddRange(await RepeatAsync(host, operation, whole, ct));
        return new ProofResult(string.Create(CultureInfo.InvariantCulture, $"{sent} wrong calls on {ready.Count} endpoints"), [.. host.Client.Violations, .. wrong]);
    }

    private static async Task<IReadOnlyList<string>> RepeatAsync(ApiHouse host, ApiOperation operation, ApiCall whole, CancellationToken ct)
    {
        var keyed = whole with { Key = host.World.Word("key"), Body = whole.Body ?? "{}" };
        var first = await host.Client.SendAsync(keyed, ct);
        var again = await host.Client.SendAsync(keyed, ct);
        var other = await host.Client.SendAsync(keyed with { Body = keyed.Body + " " }, ct);
        var wrong = new List<string>();
        if ((first.Status, first.Text) != (again.Status, again.Text)) wrong.Add($"{operation.Name}: the repeated call was answered with {again.Status} {Short(again.Text)}, the first with {first.Status} {Short(first.Text)}");
        if (other.Status != 409 || other.Code != "idempotency-key-reused") wrong.Add($"{operation.Name}: the key with another body was answered with {other.Status} {Short(other.Text)}");
        return wrong;
    }

    private static Task<IReadOnlyDictionary<string, string>> RowsAsync(CoreDatabase database, CancellationToken ct) => RowDigests.OfAsync(database, Counters, ct);

    private static string Short(string text) => text.Length <= 300 ? text : $"{text[..300]}…";
}
