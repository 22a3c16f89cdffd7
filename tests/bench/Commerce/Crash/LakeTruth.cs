using System.Text.Json;
using RailLife.Contracts;
using RailLife.Contracts.Promotions;
using RailLife.DuckDb;
using RailLife.Host.Check;
using RailLife.Host.Platform;
using RailLife.Ingest;
using RailLife.Store;
using RailLife.Warehouse;

namespace RailLife.Bench.Commerce.Crash;

/// <summary>The outbox beside the lake: every event that was committed is there once, in its aggregate's order, and the order library says of every order what the core does.</summary>
internal sealed class LakeTruth
{
    private const int ShownMax = 5;

    // A refused transaction writes nothing: what it tells goes straight to the log. A won attempt among them has its seckill.won to be judged by.
    private static readonly HashSet<string?> ToldOfRefusals = [EventCatalog.For(typeof(LimitBlocked)).Type, EventCatalog.For(typeof(SeckillAttempted)).Type];

    private readonly Dictionary<long, Told> outbox = [];

    public int Events => outbox.Count;

    /// <summary>Remembers what lies in the outbox: published rows are not kept for ever.</summary>
    public Task RememberAsync(CoreDatabase database, CancellationToken ct) => database.ReadAsync(async tx =>
    {
        foreach (var row in await tx.ListAsync<OutboxRow>("select position, topic, value from outbox"))
            outbox[row.Position] = Told.Of(row);
        return 0;
    }, ct);

    public async Task<IReadOnlyList<string>> FaultsAsync(Installation installation, CancellationToken ct)
    {
        await CatchUp.RunAsync(installation, ct);
        var faults = (await PlatformCheck.RunAsync(installation, ct)).Where(c => !c.Holds).SelectMany(c => c.Differences.Take(ShownMax).Select(d => $"{c.Name}: {d}")).ToList();
        using var database = DuckDbDatabase.Open(installation.Share.Build);
        using var connection = database.Connect();
        new ModelCatalog(installation.Lake, installation.Graph).RegisterAll(connection);
        foreach (var topic in Topics.All) faults.AddRange(InTopic(connection, installation, topic));
        faults.AddRange(await StatesAsync(connection, installation.Core, ct));
        if (installation.Lake.Table(IngestTables.Rejected).Read().Rows is > 0 and var rejected) faults.Add($"{rejected} events were rejected");
        return faults;
    }

    private List<string> InTopic(DuckDbConnection connection, Installation installation, string topic)
    {
        var bronze = installation.Lake.Table(Topics.BronzeTable(topic)).Read();
        var taken = connection.Rows(
            $"""
            select source, id, subject, "partition", "offset", type from {bronze.ScanSql()} anti join (select "partition", "offset" from ods_duplicate where topic = {DuckSql.Literal(topic)}) using ("partition", "offset")
            """).Select(r => (Id: $"{r[0]} {r[1]}", Subject: (string?)r[2], Partition: (int)r[3]!, Offset: (long)r[4]!, Type: (string?)r[5])).ToLookup(r => r.Id);
        var faults = new List<string>();
        var told = outbox.Where(o => o.Value.Topic == topic).OrderBy(o => o.Key).Select(o => o.Value).ToList();
        foreach (var group in told.GroupBy(t => t.Subject))
        {
            var last = (Partition: -1, Offset: -1L);
            foreach (var one in group)
            {
                var found = taken[one.Id].ToList();
                if (found.Count != 1) faults.Add($"{topic}: {one.Type} {one.Id} of {one.Subject} is {found.Count} times in the lake, expected once");
                if (found.Count == 0) continue;
                var at = (found[0].Partition, found[0].Offset);
                if (last.Offset >= 0 && (at.Partition != last.Partition || at.Offset <= last.Offset)) faults.Add($"{topic}: {one.Type} {one.Id} of {one.Subject} came before an older one");
                last = at;
            }
        }
        // What is told of orders is told by the outbox alone, but for a quota that refused: nothing else may be in the lake that was never committed.
        var ids = told.Select(t => t.Id).ToHashSet();
        if (topic == Topics.Order) faults.AddRange(taken.Where(t => !ids.Contains(t.Key) && !ToldOfRefusals.Contains(t.First().Type)).Select(t => $"{topic}: {t.First().Type} {t.Key} is in the lake and was never committed"));
        return faults.Count > ShownMax ? [.. faults.Take(ShownMax), $"{topic}: {faults.Count} faults in all"] : faults;
    }

    private static async Task<IReadOnlyList<string>> StatesAsync(DuckDbConnection connection, CoreDatabase core, CancellationToken ct)
    {
        var expected = (await core.ReadAsync(tx => tx.ListAsync<StateRow>(CoreStates), ct)).ToDictionary(r => r.Id, r => r.State);
        var found = connection.Rows("select order_id, state from subject_order").ToDictionary(r => (string)r[0]!, r => (string)r[1]!);
        return
        [
            .. expected.Where(e => found.GetValueOrDefault(e.Key) != e.Value).Take(ShownMax).Select(e => $"the order library has {e.Key} as {found.GetValueOrDefault(e.Key) ?? "nothing"}, the core as {e.Value}"),
            .. found.Keys.Where(id => !expected.ContainsKey(id)).Take(ShownMax).Select(id => $"the order library has {id}, the core does not"),
        ];
    }

    // As the library names them: the first that fits.
    private const string CoreStates = """
        select o.id, case
            when o.payment in ('paid', 'refunded') and l.amount > 0 and l.refunded >= l.amount then 'refunded'
            when o.cancelled_at is not null then 'cancelled'
            when o.completed_at is not null then 'completed'
            when o.received_at is not null then 'received'
            when o.fulfilment <> 'none' then 'shipped'
            when o.payment in ('paid', 'refunded') then 'paid'
            else 'placed' end as state
        from order_head o join (select order_id, sum(goods_minor - promotion_minor - coupon_minor - member_minor - points_minor) as amount, sum(refunded_minor) as refunded from order_line group by order_id) l on l.order_id = o.id
        where o.state <> 'split'
        """;

    private sealed record OutboxRow
    {
        public long Position { get; init; }
        public string Topic { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }

    private sealed record StateRow
    {
        public string Id { get; init; } = "";
        public string State { get; init; } = "";
    }

    /// <param name="Id">Source and id.</param>
    private sealed record Told(string Topic, string Id, string Type, string Subject)
    {
        public static Told Of(OutboxRow row)
        {
            using var json = JsonDocument.Parse(row.Value);
            var e = json.RootElement;
            return new Told(row.Topic, $"{e.GetProperty("source").GetString()} {e.GetProperty("id").GetString()}", e.GetProperty("type").GetString()!, e.GetProperty("subject").GetString()!);
        }
    }
}
