using RailLife.Bench.Proofs;
using RailLife.Contracts;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Pipeline;

public sealed class DuplicateFinderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_of_several_sendings_counts_however_far_apart_they_come()
    {
        await using var bed = new IngestBed(_folder.Path);
        await bed.TakeInAsync([Events.Paid("a"), Events.Paid("a"), Events.Paid("b")], Ct);
        await bed.TakeInAsync([Events.Paid("c"), Events.Paid("a")], Ct);
        await bed.TakeInAsync([Events.Paid("b")], Ct);

        Assert.Equal(["a 0", "b 2", "c 3"], Counted(bed));
        Assert.Equal(["1 double", "4 double", "5 double"], Named(bed));
        Assert.Equal(0, bed.Scalar<long>("select count(*) from {ods_rejected}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_double_of_old_rows_that_memory_does_not_hold_is_found(int heldRows)
    {
        await using var bed = new IngestBed(_folder.Path, new IngestOptions { FlushMs = 20, PollMs = 5, ReusedIdRows = heldRows });
        await bed.TakeInAsync([Events.Paid("a")], Ct);
        await bed.TakeInAsync([Events.Paid("b")], Ct);
        await bed.TakeInAsync([Events.Paid("c"), Events.Paid("a")], Ct);
        Assert.Equal(["3 double"], Named(bed));
    }

    [Fact]
    public async Task A_double_of_rows_that_were_compacted_meanwhile_is_found_once()
    {
        await using var bed = new IngestBed(_folder.Path);
        bed.Start();
        foreach (var id in new[] { "a", "b", "c" })
        {
            await bed.Log.AppendAsync([Events.Paid(id)], Ct);
            await bed.Service.DrainAsync(Ct);
        }
        using (var connection = bed.Database.Connect())
        {
            Assert.Equal(3, bed.Lake.Table("ods_order_event").Compact(connection, new CompactionOptions { OrderBy = "type", FilesMin = 2 }).FilesBefore);
        }
        await bed.Log.AppendAsync([Events.Paid("d"), Events.Paid("b")], Ct);
        await bed.Service.DrainAsync(Ct);
        Assert.Equal(["4 double"], Named(bed));
    }

    [Fact]
    public async Task The_same_id_of_another_source_is_another_event()
    {
        await using var bed = new IngestBed(_folder.Path);
        await bed.TakeInAsync([Events.Paid("a"), Events.Paid("a", source: "other")], Ct);
        Assert.Empty(Named(bed));
    }

    [Theory]
    [InlineData("body")]
    [InlineData("time")]
    [InlineData("subject")]
    public async Task An_id_given_to_another_event_is_rejected_and_can_be_read_again(string what)
    {
        await using var bed = new IngestBed(_folder.Path);
        var other = what switch
        {
            "body" => Events.Paid("a", paidMinor: 999),
            "time" => Events.Paid("a", time: Events.Noon.AddDays(-700)),
            _ => Events.Paid("a", order: "o-2"),
        };
        await bed.TakeInAsync([Events.Paid("a")], Ct);
        await bed.TakeInAsync([other], Ct);

        var group = Assert.Single(bed.Rejected.List());
        Assert.Equal((Reasons.IdReused, 1L, 1L, "raillife.order.paid.v1"), (group.Reason, group.Count, group.Open, group.Type));
        var place = group.Samples[0].Split('/');
        var row = bed.Rejected.Show(Topics.Order, int.Parse(place[0]), long.Parse(place[1]))!;
        var parsed = default(ParsedEvent);
        Assert.True(new EventChecker().Check(row.Raw, Topics.Order, Micros(Events.Noon.AddYears(2)), ref parsed));
        Assert.Equal(1, bed.Scalar<long>($"select count(*) from {IngestBed.Silver(Topics.Order)}"));
    }

    [Fact]
    public async Task A_search_that_dies_between_its_commits_and_is_repeated_adds_nothing_twice()
    {
        string duplicates;
        await using (var killed = new IngestBed(_folder.Path))
        {
            await killed.TakeInAsync([Events.Paid("a"), Events.Paid("a", paidMinor: 5), Events.Paid("a")], Ct);
            duplicates = killed.Lake.Table(IngestTables.Duplicate).Path;
        }

        // As a kill leaves it: ods_rejected has the round, ods_duplicate has not.
        Directory.Delete(duplicates, recursive: true);
        await using var bed = new IngestBed(_folder.Path);
        await bed.DrainAsync(Ct);

        Assert.Equal(1, bed.Scalar<long>("select count(*) from {ods_rejected}"));
        Assert.Equal(["1 id-reused", "2 double"], Named(bed));
    }

    [Fact]
    public async Task Doubles_are_the_same_however_the_stream_is_cut()
    {
        var stream = new BrokenEvents(11).Stream(400, 64).Select(r => r.Entry).ToList();
        await using var whole = new IngestBed(System.IO.Path.Combine(_folder.Path, "whole"));
        await whole.TakeInAsync(stream, Ct);
        await using var cut = new IngestBed(System.IO.Path.Combine(_folder.Path, "cut"), new IngestOptions { FlushMs = 1, PollMs = 1, BatchRowsMax = 16 });
        cut.Start();
        foreach (var part in stream.Chunk(37))
        {
            await cut.Log.AppendAsync(part, Ct);
        }
        await cut.Service.DrainAsync(Ct);
        await cut.StopAsync();

        Assert.NotEmpty(Named(whole));
        Assert.Equal(Named(whole), Named(cut));
        Assert.Equal(Counted(whole), Counted(cut));
    }

    public void Dispose() => _folder.Dispose();

    private static long Micros(DateTimeOffset at) => at.ToUnixTimeMilliseconds() * 1_000;

    private static List<string> Named(IngestBed bed) =>
        [.. bed.Rows("""select "offset" || ' ' || kind from {ods_duplicate} order by "partition", "offset" """).Select(r => (string)r[0]!)];

    private static List<string> Counted(IngestBed bed) =>
        [.. bed.Rows($"""select id || ' ' || "offset" from {IngestBed.Silver(Topics.Order)} order by id, "offset" """).Select(r => (string)r[0]!)];
}
