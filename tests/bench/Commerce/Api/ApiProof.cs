using System.Globalization;
using RailLife.Bench.Frame;

namespace RailLife.Bench.Commerce.Api;

/// <summary>Calls made from the platform's own description, right ones and broken ones by turns, against every endpoint of trade: none may be answered with 500.</summary>
public static class ApiProof
{
    public const int Calls = 10_000;
    private const double DoneShareMin = 0.3;
    private const double DoneShareAim = 0.4;

    public static Proof Proof { get; } = new("api", "10,000 calls generated from /openapi/v1.json, a third and more done on each endpoint, none 500; the books and all states hold afterwards", (options, ct) => RunAsync(options, null, ct));

    /// <param name="connection">Of an empty PostgreSQL database; null = SQLite.</param>
    public static async Task<ProofResult> RunAsync(ProofOptions options, string? connection, CancellationToken ct)
    {
        await using var house = await ApiHouse.OpenAsync(options, connection, ct);
        var client = house.Client;
        var stuck = await CallAllAsync(house.World, options.Share(Calls), options.Say);
        // A broken call can spoil the stage for the next right one, which gets a new stage; what is spoilt for good is done too seldom.
        foreach (var one in stuck) options.Say($"stuck: {one}");
        foreach (var operation in client.Operations.Values) options.Say(Line(operation));

        var few = client.Operations.Values.Where(o => o.Done < o.Sent * DoneShareMin).Select(o => $"done too seldom: {Line(o)}");
        var wrong = await ApiLaws.CheckAsync(house.Installation, ct);
        return new ProofResult(
            string.Create(CultureInfo.InvariantCulture, $"{client.Sent} calls on {client.Operations.Count} endpoints, {client.Operations.Values.Sum(o => o.Done)} done, {client.Operations.Values.Count(o => o.Sent == 0)} endpoints never called"),
            [.. client.Violations, .. few, .. wrong]);
    }

    // The endpoint with the fewest calls is next: broken ones, as long as enough of its calls were done.
    private static async Task<IReadOnlyList<string>> CallAllAsync(ApiWorld world, int calls, Action<string> say)
    {
        var client = world.Client;
        var stuck = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var breaker = new CallBreaker(world.Random, kind => kind.Length > 0 ? Stranger(world, kind) : Stranger(world, ((string[])["Member", "Merchant", "Staff"])[world.Random.Next(3)]));
        for (var said = 0; client.Sent < calls;)
        {
            var operation = client.Operations.Values.MinBy(o => o.Sent)!;
            var isWhole = operation.Whole is null || operation.Done < operation.Sent * DoneShareAim;
            try
            {
                if (isWhole) operation.Whole = await Whole.AskAsync(world, operation);
                var answer = await client.SendAsync(isWhole ? operation.Whole! : breaker.Break(operation, operation.Whole!), world.Ct);
                if (isWhole && !answer.IsDone) stuck[operation.Name] = $"{operation.Name}: {answer.Status} {answer.Text}";
            }
            catch (ApiStuckException e)
            {
                stuck[$"{operation.Name} (on the way)"] = $"{operation.Name}: {e.Message}";
                world.Leave();
                operation.Sent++;   // or it would be chosen for ever
            }
            if (client.Sent / 1_000 > said) say($"{++said * 1_000} calls");
        }
        return [.. stuck.Values];
    }

    private static Caller Stranger(ApiWorld world, string kind) => world.As(kind, $"stranger-{world.Random.Next(5)}");

    private static string Line(ApiOperation o) => string.Create(CultureInfo.InvariantCulture, $"{o.Name}: {o.Sent} sent, {o.Done} done; {string.Join(", ", o.Answers.Select(a => $"{a.Key} {a.Value}"))}");
}
