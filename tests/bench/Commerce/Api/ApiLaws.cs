using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Orders;
using RailLife.Contracts;
using RailLife.Host.Platform;

namespace RailLife.Bench.Commerce.Api;

/// <summary>What holds in the core database whatever was called: the books, the stock, the states, the events.</summary>
public static class ApiLaws
{
    private const string Stock = """
        select 'stock of ' || sku_id || ' in ' || warehouse_id from stock_level where on_hand < 0 or held < 0 or held > on_hand
        """;

    private const string Money = """
        select 'order ' || id from order_head where paid_minor < 0 or refunded_minor < 0 or refunded_minor > paid_minor
        """;

    // A path cannot carry it: an id with a slash names nothing over HTTP.
    private const string Slashes = """
        select id from pay_refund where id like '%/%' union all select id from order_head where id like '%/%' union all select id from aftersale_case where id like '%/%'
        """;

    /// <returns>One line per law that is broken.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(Installation installation, CancellationToken ct)
    {
        var database = installation.Core;
        while (await new LedgerSealer(database).SealAsync(ct) > 0) { }
        var wrong = new List<string>((await new LedgerVerifier(database).VerifyAsync(ct)).Faults.Select(f => $"ledger: {f}"));
        wrong.AddRange((await database.ReadAsync(tx => tx.ListAsync<string>(Stock), ct)).Select(s => $"negative: {s}"));
        wrong.AddRange((await database.ReadAsync(tx => tx.ListAsync<string>(Money), ct)).Select(s => $"money: {s}"));
        wrong.AddRange((await database.ReadAsync(tx => tx.ListAsync<string>(Slashes), ct)).Select(id => $"an id with a slash: {id}"));
        var states = await database.ReadAsync(tx => tx.ListAsync<string>("select distinct state from order_head"), ct);
        wrong.AddRange(states.Where(s => Words.Find<OrderState>(s) is null).Select(s => $"an order is '{s}'"));
        var checker = new EventChecker();
        var now = EventChecker.Micros(installation.Clock.GetUtcNow());
        foreach (var row in await database.ReadAsync(tx => tx.ListAsync<OutboxRow>("select topic, value from outbox order by position"), ct))
        {
            var parsed = default(ParsedEvent);
            if (!checker.Check(row.Value, row.Topic, now, ref parsed)) wrong.Add($"an event is refused: {parsed.Rejection}");
        }
        return wrong;
    }

    private sealed record OutboxRow
    {
        public string Topic { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }
}
