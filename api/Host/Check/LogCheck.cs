using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Host.Platform;
using RailLife.Ingest;
using RailLife.Lake;

namespace RailLife.Host.Check;

/// <summary>log = bronze + rejected, by topic and hour, for what the log still holds and the lake has taken.</summary>
internal sealed class LogCheck(Installation installation, DuckDbConnection connection)
{
    private const int BatchRecords = 10_000;
    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(30);

    private readonly Dictionary<TopicPartition, (long First, long Next)> _ranges = [];
    private readonly Dictionary<TopicPartition, HashSet<long>> _rejected = [];
    private readonly Dictionary<(string Topic, DateTime Hour), Counts> _hours = [];

    private sealed record Counts
    {
        public long Log { get; set; }
        public long Rejected { get; set; }
        public long Bronze { get; set; }
    }

    public async Task<CheckResult> RunAsync(CancellationToken ct)
    {
        foreach (var topic in Topics.All) await BronzeAsync(topic, ct);
        ReadLog(ct);
        var differences = _hours.Where(h => h.Value.Log != h.Value.Bronze + h.Value.Rejected).OrderBy(h => h.Key.Topic).ThenBy(h => h.Key.Hour)
            .Select(h => $"{h.Key.Topic} {h.Key.Hour:yyyy-MM-dd HH}h: the log has {h.Value.Log}, bronze {h.Value.Bronze} + rejected {h.Value.Rejected} = {h.Value.Bronze + h.Value.Rejected}")
            .Concat(_rejected.Where(r => r.Value.Count > 0).Select(r => $"{r.Key}: {r.Value.Count} rejected rows name offsets that the log does not have, such as {r.Value.First()}"))
            .ToList();
        return new("log = bronze + rejected", $"{_hours.Values.Sum(h => h.Log):N0} records in {_hours.Count} hours", differences);
    }

    // One snapshot tells both what bronze holds and up to which offset: ingest may go on meanwhile.
    private async Task BronzeAsync(string topic, CancellationToken ct)
    {
        if (Read(IngestTables.BronzeOf(topic)) is not { } bronze) return;
        for (var partition = 0; partition < installation.Log.PartitionCount(topic); partition++)
        {
            var tp = new TopicPartition(topic, partition);
            if (bronze.Txns.TryGetValue(IngestTables.TxnOf(topic, partition), out var last)
                && (await installation.Log.RangeAsync(tp, ct)).First is var first && first <= last) _ranges[tp] = (first, last + 1);
        }
        foreach (var (tp, range) in _ranges.Where(r => r.Key.Topic == topic))
        {
            foreach (var row in connection.Rows($"""
                select date_trunc('hour', logged_at)::timestamp, count(*) from {bronze.ScanSql()}
                where "partition" = {tp.Partition} and "offset" >= {range.First} and "offset" < {range.Next} group by 1
                """)) Of(topic, (DateTime)row[0]!).Bronze += (long)row[1]!;
            _rejected[tp] = Rejected(tp, range);
        }
    }

    // An id that was reused is in bronze too: it passed its contract and was refused later.
    private HashSet<long> Rejected(TopicPartition tp, (long First, long Next) range) => Read(IngestTables.Rejected) is not { } rejected ? []
        : [.. connection.Rows($"""
            select distinct "offset" from {rejected.ScanSql()}
            where topic = {DuckSql.Literal(tp.Topic)} and "partition" = {tp.Partition} and "offset" >= {range.First} and "offset" < {range.Next} and reason <> {DuckSql.Literal(Reasons.IdReused)}
            """).Select(r => (long)r[0]!)];

    private void ReadLog(CancellationToken ct)
    {
        if (_ranges.Count == 0) return;
        var open = _ranges.Keys.ToHashSet();
        using var consumer = installation.Log.Subscribe([.. open.Select(tp => tp.Topic).Distinct()], new FromTheFirst(_ranges), new() { Group = $"raillife-check-{Guid.NewGuid():N}" });
        var heard = installation.Clock.GetTimestamp();
        while (open.Count > 0)
        {
            if (consumer.Poll(TimeSpan.FromMilliseconds(200), BatchRecords, ct) is not { } batch)
            {
                if (installation.Clock.GetElapsedTime(heard) > QuietMax) throw new InvalidOperationException($"the log stays silent although {open.First()} should have records up to {_ranges[open.First()].Next - 1}");
                continue;
            }
            heard = installation.Clock.GetTimestamp();
            Count(batch, open);
        }
    }

    private void Count(LogBatch batch, HashSet<TopicPartition> open)
    {
        var tp = batch.TopicPartition;
        if (!_ranges.TryGetValue(tp, out var range)) return;
        var rejected = _rejected[tp];
        for (var i = 0; i < batch.Count && batch.Offset(i) < range.Next; i++)
        {
            var counts = Of(tp.Topic, Hour(batch.LoggedAtMicros(i)));
            counts.Log++;
            if (rejected.Remove(batch.Offset(i))) counts.Rejected++;
        }
        if (batch.Offset(batch.Count - 1) >= range.Next - 1) open.Remove(tp);
    }

    private Counts Of(string topic, DateTime hour) =>
        _hours.TryGetValue((topic, hour), out var counts) ? counts : _hours[(topic, hour)] = new();

    private static DateTime Hour(long micros)
    {
        var at = DateTime.UnixEpoch.AddMicroseconds(micros);
        return new(at.Year, at.Month, at.Day, at.Hour, 0, 0, DateTimeKind.Unspecified);
    }

    private Snapshot? Read(string name) => installation.Lake.Table(name) is var table && table.Exists() ? table.Read() : null;

    private sealed class FromTheFirst(Dictionary<TopicPartition, (long First, long Next)> ranges) : IAssignment
    {
        public IReadOnlyDictionary<TopicPartition, long> Assigned(IReadOnlyList<TopicPartition> tps) =>
            tps.Where(ranges.ContainsKey).ToDictionary(tp => tp, tp => ranges[tp].First);

        public void Revoked(IReadOnlyList<TopicPartition> tps)
        {
        }
    }
}
