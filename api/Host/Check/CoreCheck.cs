using RailLife.Commerce;
using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Simulator;
using RailLife.Store;
using RailLife.Warehouse;

namespace RailLife.Host.Check;

/// <summary>core = lake, by day: orders placed and paid, refunds, debits of the books, members registered; of events whose source is the core.</summary>
/// <remarks>
/// The core goes on meanwhile, and what it counts only grows: the lake must lie between a look before and a look after. What is still on its way
/// (outbox, log, ingest) is waited for.
/// </remarks>
/// <param name="patience">Longest wait for events on their way.</param>
public sealed class CoreCheck(Installation installation, DuckDbDatabase database, TimeSpan patience)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public async Task<CheckResult> RunAsync(CancellationToken ct)
    {
        if (installation.Settings.Core.Connection is not { Length: > 0 } && !File.Exists(installation.Settings.CoreFile))
            return new("core = lake", "no core database", []);
        var totals = new CoreTotals(await installation.CoreAsync(ct), installation.Settings.ToCommerce());
        var before = await totals.ReadAsync(ct);
        for (var began = installation.Clock.GetTimestamp(); ; await Task.Delay(LookEvery, installation.Clock, ct))
        {
            var lake = Lake();
            var differences = Compare(before, lake, await totals.ReadAsync(ct));
            if (differences.Count > 0 && installation.Clock.GetElapsedTime(began) < patience) continue;
            if (differences.Count > 0 && await WaitingAsync(ct) is > 0 and var waiting) differences = [.. differences, $"{waiting} events wait in the outbox; let `raillife up` take them on and check again"];
            return new("core = lake", $"{before.Count} totals over {before.Select(t => t.Day).Distinct().Count()} days", differences);
        }
    }

    /// <summary>Pure. Totals of the lake that are below what the core had before, or above what it had after.</summary>
    public static IReadOnlyList<string> Compare(IReadOnlyList<CoreTotal> before, IReadOnlyList<CoreTotal> lake, IReadOnlyList<CoreTotal> after)
    {
        var (first, found, last) = (ByKey(before), ByKey(lake), ByKey(after));
        return [.. first.Keys.Union(found.Keys).Order().Select(key => Difference(key, first.GetValueOrDefault(key), found.GetValueOrDefault(key), last.GetValueOrDefault(key))).OfType<string>()];
    }

    private static string? Difference((DateOnly Day, string What, string Unit) key, CoreTotal? before, CoreTotal? lake, CoreTotal? after)
    {
        var (count, amount) = (lake?.Count ?? 0, lake?.AmountMinor ?? 0);
        var isBetween = count >= (before?.Count ?? 0) && count <= (after?.Count ?? 0) && amount >= (before?.AmountMinor ?? 0) && amount <= (after?.AmountMinor ?? 0);
        return isBetween ? null : $"{key.Day:yyyy-MM-dd} {key.What}: core {Text(after, key.Unit)}, lake {Text(lake, key.Unit)}";
    }

    private static string Text(CoreTotal? total, string unit) => unit.Length == 0 ? $"{total?.Count ?? 0}" : $"{total?.Count ?? 0} of {total?.AmountMinor ?? 0} {unit}";

    private static Dictionary<(DateOnly, string, string), CoreTotal> ByKey(IReadOnlyList<CoreTotal> totals) => totals.ToDictionary(t => (t.Day, t.What, t.Unit));

    private Task<long> WaitingAsync(CancellationToken ct) => new OutboxRelay(installation.Core, installation.Log).WaitingAsync(ct);

    private List<CoreTotal> Lake()
    {
        using var connection = database.Connect();
        new ModelCatalog(installation.Lake, installation.Graph).RegisterAll(connection);
        return [.. connection.Rows(Sql).Select(r => new CoreTotal(Day(r[0]!), (string)r[1]!, (string)r[2]!, (long)r[3]!, (long)r[4]!))];
    }

    private static DateOnly Day(object value) => value is DateOnly day ? day : DateOnly.FromDateTime((DateTime)value);

    private static readonly string Sql = $"""
        select business_date, 'orders placed', currency, count(*), sum(list_sum(list_transform(lines, lambda line: line.amount_minor)))::bigint
        from stg_order__first_placed where {Core("orders", "order_id")} group by all
        union all
        select business_date, 'orders paid', currency, count(*), sum(paid_minor)::bigint
        from stg_order__first_paid where {Core("orders", "order_id")} group by all
        union all
        select business_date, 'refunds', currency, count(*), sum(amount_minor)::bigint
        from stg_refund__succeeded where {Core("payments", "order_id")} group by all
        union all
        select business_date, 'ledger debits', unit, count(*), sum(posting.amount_minor)::bigint
        from (select business_date, unit, unnest(postings) as posting from stg_journal__posted where {Core("ledger", "event_id")})
        where posting.amount_minor > 0 group by all
        union all
        select (registered_at at time zone 'UTC')::date, 'members registered', '', count(*), 0::bigint
        from stg_member__registered where {Core("members", "member_id")} group by all
        """;

    // A simulation that lives through the services stands in the core too. What it writes straight into the log does not: those ids name their source, as imported ones do.
    private static string Core(string service, string id) => $"(event_source = 'raillife/commerce/{service}' or (event_source = '{SimulatorEvents.Source}' and not contains({id}, ':')))";
}
