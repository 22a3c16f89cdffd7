using System.Text;
using RailLife.Bench.Proofs;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Tests.Contracts;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Pipeline;

public sealed class IngestTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_type_comes_back_from_bronze_as_it_was_sent()
    {
        await using var bed = new IngestBed(_folder.Path);
        var sent = Samples.All.Select((record, i) => (Contract: EventCatalog.For(record.GetType()), Raw: EventWriter.Write(Samples.Header($"e-{i}"), record))).ToList();
        await bed.TakeInAsync([.. sent.Select(s => new LogEntry(s.Contract.Topic, "o-1"u8.ToArray(), s.Raw))], Ct);

        var checker = new EventChecker();
        var parsed = default(ParsedEvent);
        foreach (var topic in Topics.All)
        {
            var rows = bed.Rows($$"""select id, type, data, subject, memberid, merchantid, storeid, circleid, format, channel, actor, "sequence", time from {{{IngestTables.BronzeOf(topic)}}} order by id""");
            var expected = sent.Where(s => s.Contract.Topic == topic).Select(s => s.Raw).ToList();
            Assert.Equal(expected.Count, rows.Count);
            foreach (var raw in expected)
            {
                Assert.True(checker.Check(raw, topic, Samples.NoonMicros, ref parsed));
                var row = rows.Single(r => (string)r[0]! == checker.Text(parsed.Id, raw));
                Assert.Equal([checker.Text(parsed.Type, raw), checker.Text(parsed.Data, raw), "o-1", "m-1", "mer-1", "s-1", -1L, "retail", "mall", "member:m-1", 0L], row[1..12]);
                Assert.Equal(Samples.Noon.UtcDateTime, ((DateTime)row[12]!).ToUniversalTime());
            }
        }
        Assert.Equal(0, bed.Scalar<long>("select count(*) from {ods_rejected}"));
    }

    [Fact]
    public async Task Escapes_unknown_attributes_and_odd_letters_survive()
    {
        await using var bed = new IngestBed(_folder.Path);
        var raw = Events.PaidJson("e-1").Replace("\"subject\":\"o-1\"", "\"subject\":\"o-\\u0031\\\"字\",\"region\":\"N\",\"weight\":1.50", StringComparison.Ordinal);
        await bed.TakeInAsync([Events.Entry(Topics.Order, "k", raw)], Ct);

        var row = Assert.Single(bed.Rows("select subject, extensions from {ods_order_event}"));
        Assert.Equal("o-1\"字", row[0]);
        Assert.Equal("""{"region":"N","weight":1.50}""", row[1]);
    }

    [Fact]
    public async Task Rows_of_a_file_lie_sorted_by_type_and_the_commit_counts_its_types()
    {
        await using var bed = new IngestBed(_folder.Path, new IngestOptions { FlushMs = 60_000, PollMs = 5, Workers = 1 });
        var mixed = Enumerable.Range(0, 300).Select(i => i % 3 == 0
            ? Events.Paid($"e-{i}", $"o-{i}")
            : Events.Entry(Topics.Order, $"o-{i}", Encoding.UTF8.GetString(EventWriter.Write(Samples.Header($"e-{i}"), Samples.Placed)))).ToList();
        await bed.TakeInAsync(mixed, Ct);

        var table = bed.Lake.Table("ods_order_event");
        foreach (var file in table.Read().Files)
        {
            var types = bed.Rows($"select type from {table.Read().ScanSql([file])}").Select(r => (string)r[0]!).ToList();
            Assert.Equal(types.Order(StringComparer.Ordinal), types);
        }
        var counted = table.Changes(0, table.Read().Version).SelectMany(c => c.Info!.Value.GetProperty("types").EnumerateObject()).GroupBy(p => p.Name, p => p.Value.GetInt64()).ToDictionary(g => g.Key, g => g.Sum());
        Assert.Equal(new Dictionary<string, long> { ["raillife.order.paid.v1"] = 100, ["raillife.order.placed.v1"] = 200 }, counted);
    }

    [Fact]
    public async Task Reading_the_same_log_again_adds_no_row()
    {
        await using var bed = new IngestBed(_folder.Path);
        await bed.TakeInAsync([Events.Paid("e-1"), Events.Paid("e-2", "o-2"), Events.Entry(Topics.Order, "x", "{")], Ct);
        var before = Versions(bed);
        await bed.DrainAsync(Ct);
        Assert.Equal(before, Versions(bed));
    }

    [Fact]
    public async Task A_batch_of_rejected_records_only_moves_bronze_too()
    {
        await using var bed = new IngestBed(_folder.Path);
        await bed.TakeInAsync([Events.Entry(Topics.Order, "x", "{"), Events.Entry(Topics.Order, "x", "")], Ct);
        var partition = KeyPartitioner.PartitionOf("x"u8, bed.Log.PartitionCount(Topics.Order));
        Assert.Equal(2, IngestProgress.CommittedIn(bed.Lake, new TopicPartition(Topics.Order, partition)));
        Assert.Equal(2, bed.Scalar<long>("select count(*) from {ods_rejected}"));
    }

    [Theory]
    [InlineData("commit", 1)]
    [InlineData("commit", 2)]
    [InlineData("commit", 3)]
    [InlineData("commit", 4)]
    [InlineData("file-written", 1)]
    [InlineData("file-written", 2)]
    [InlineData("file-written", 3)]
    public async Task A_failure_between_any_two_steps_loses_and_doubles_nothing(string moment, int count)
    {
        await using var bed = new IngestBed(_folder.Path, new IngestOptions { FlushMs = 20, PollMs = 5, Workers = 1, RestartMs = 1 });
        await bed.Log.AppendAsync([.. new BrokenEvents(7).Stream(200, 32).Select(r => r.Entry)], Ct);
        IngestTables.Create(bed.Lake);

        // A lake of the same folder that fails once, at the given step; ingest starts its worker again and replays.
        var reached = 0;
        var failing = new DeltaLake(bed.Lake.Root, TimeProvider.System, new LakeOptions
        {
            Moment = at => { if (at == moment && Interlocked.Increment(ref reached) == count) { throw new IOException("the disk fell off"); } },
        });
        await using (var service = new IngestService(bed.Log, failing, new RawSealer(bed.Ring), TimeProvider.System, bed.Options))
        {
            service.Start();
            await service.DrainAsync(Ct);
        }

        Assert.True(reached >= count);
        Assert.Equal(bed.Scalar<long>("select count(distinct (\"partition\", \"offset\")) from {ods_order_event}"), bed.Scalar<long>("select count(*) from {ods_order_event}"));
        Assert.Equal(await RecordsAsync(bed), bed.Scalar<long>("select count(*) from {ods_order_event}") + bed.Scalar<long>("select count(*) from {ods_rejected} where reason <> 'id-reused'"));
        Assert.Equal(bed.Scalar<long>("select count(*) from {ods_rejected}"), bed.Scalar<long>("select count(distinct (topic, \"partition\", \"offset\")) from {ods_rejected}"));
    }

    [Fact]
    public async Task Two_ingests_of_the_same_partitions_add_every_row_once()
    {
        await using var bed = new IngestBed(_folder.Path, new IngestOptions { FlushMs = 1, PollMs = 1, Workers = 1, BatchRowsMax = 20, RestartMs = 1 });
        IngestTables.Create(bed.Lake);
        await using var one = new IngestService(bed.Log, bed.Lake, new RawSealer(bed.Ring), TimeProvider.System, bed.Options);
        await using var two = new IngestService(bed.Log, bed.Lake, new RawSealer(bed.Ring), TimeProvider.System, bed.Options);
        one.Start();
        two.Start();
        foreach (var part in Enumerable.Range(0, 400).Select(i => Events.Paid($"e-{i}", $"o-{i % 9}")).Chunk(20))
        {
            await bed.Log.AppendAsync(part, Ct);
        }
        await one.DrainAsync(Ct);

        Assert.Equal(400, bed.Scalar<long>("select count(*) from {ods_order_event}"));
        Assert.Equal(400, bed.Scalar<long>("select count(distinct id) from {ods_order_event}"));
    }

    [Fact]
    public async Task A_gap_in_the_log_stops_that_partition_and_says_so()
    {
        await using (var bed = new IngestBed(_folder.Path))
        {
            await bed.TakeInAsync([.. Enumerable.Range(0, 10).Select(i => Events.Paid($"e-{i}"))], Ct);
        }
        Directory.Delete(System.IO.Path.Combine(_folder.Path, "events"), recursive: true);

        await using var restored = new IngestBed(_folder.Path);
        var other = Enumerable.Range(0, 99).Select(i => $"p-{i}").First(k => PartitionOf(restored, k) != PartitionOf(restored, "o-1"));
        await restored.Log.AppendAsync([Events.Paid("x-1"), Events.Paid("x-2", other)], Ct);
        restored.Start();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => restored.Service.DrainAsync(Ct));

        Assert.Contains("10", refused.Message, StringComparison.Ordinal);
        Assert.Equal((Topics.Order, PartitionOf(restored, "o-1")), Assert.Single(restored.Service.Metrics.Stopped.Keys));
        // The other partition goes on, but nobody said when: another worker may have it.
        while (IngestProgress.CommittedIn(restored.Lake, new TopicPartition(Topics.Order, PartitionOf(restored, other))) is null)
        {
            await Task.Delay(5, Ct);
        }
        await restored.StopAsync();
        Assert.Equal(1, restored.Scalar<long>("select count(*) from {ods_order_event} where id = 'x-2'"));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(2, 0)]
    public void A_setting_out_of_its_range_names_itself(int workers, int rows)
    {
        var refused = Assert.Throws<ArgumentException>(() => new IngestOptions { Workers = workers, BatchRowsMax = rows }.Checked());
        Assert.Contains(workers == 0 ? "Ingest:Workers" : "Ingest:BatchRowsMax", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static int PartitionOf(IngestBed bed, string key) => KeyPartitioner.PartitionOf(Encoding.UTF8.GetBytes(key), bed.Log.PartitionCount(Topics.Order));

    private static List<long> Versions(IngestBed bed) => [.. bed.Lake.Names().Select(n => bed.Lake.Table(n).Read().Version)];

    private static async Task<long> RecordsAsync(IngestBed bed)
    {
        var all = await IngestProgress.OfAsync(bed.Log, bed.Lake, Ct);
        return all.Where(p => p.Partition.Topic == Topics.Order || p.Partition.Topic == Topics.Log).Sum(p => p.End);
    }
}
