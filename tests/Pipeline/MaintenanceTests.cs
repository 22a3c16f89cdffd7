using RailLife.Bench.Proofs;
using RailLife.Contracts;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Pipeline;

public sealed class MaintenanceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merging_files_keeps_every_row_sorted_by_type_and_the_search_for_doubles_goes_on()
    {
        await using var bed = new IngestBed(_folder.Path, new IngestOptions { Workers = 1, BatchRowsMax = 8, FlushMs = 1, PollMs = 1 });
        await bed.TakeInAsync([.. Enumerable.Range(0, 200).Select(i => Events.Paid($"e-{i}", $"o-{i}"))], Ct);
        var before = bed.Rows("from {ods_order_event} order by \"partition\", \"offset\"");
        using var connection = bed.Database.Connect();

        Assert.True(bed.Lake.Table("ods_order_event").Compact(connection, new CompactionOptions { OrderBy = "type" }).FilesBefore > 0);

        Assert.Equal(before, bed.Rows("from {ods_order_event} order by \"partition\", \"offset\""));
        await bed.TakeInAsync([Events.Paid("e-7", "o-7"), Events.Paid("e-9", "o-9", paidMinor: 7)], Ct);
        Assert.Equal(["e-7 double", "e-9 id-reused"], bed.Rows("select id || ' ' || kind from {ods_duplicate} order by 1").Select(r => (string)r[0]!));
        Assert.Equal(200, bed.Scalar<long>($"select count(*) from {IngestBed.Silver(Topics.Order)}"));
    }

    [Theory]
    [InlineData(91, true)]
    [InlineData(89, false)]
    public async Task Bytes_of_rejected_records_go_after_their_days_and_the_rows_stay(int daysLater, bool areGone)
    {
        await using var bed = new IngestBed(_folder.Path);
        await bed.TakeInAsync([Events.Entry(Topics.Order, "k", "{"), Events.Entry(Topics.Order, "k", "")], Ct);
        using var connection = bed.Database.Connect();
        var later = new RejectedBytes(bed.Lake, new LaterClock(TimeSpan.FromDays(daysLater)), bed.Options);

        later.DropOld(connection);

        Assert.Equal(2, bed.Scalar<long>("select count(*) from {ods_rejected} where reason is not null"));
        Assert.Equal(areGone ? 0 : 2, bed.Scalar<long>("select count(raw) from {ods_rejected}"));
        Assert.Equal(0, later.DropOld(connection));
        var outcome = await bed.Rejected.RedriveAsync(new RejectedFilter(), JsonFix.None, dryRun: true, Ct);
        Assert.Equal(areGone ? "raw-dropped" : "not-fixable", outcome.StillBroken[0].Reason);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
