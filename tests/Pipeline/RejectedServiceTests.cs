using System.Text;
using RailLife.Bench.Frame;
using RailLife.Bench.Proofs;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Ingest;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Pipeline;

public sealed class RejectedServiceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broken_events_of_every_kind_are_kept_with_their_reason_and_count_once_after_a_redrive()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var result = await BrokenProof.RunAsync(new ProofOptions(0.01, seed, _folder.Path, _ => { }), Ct);
        Assert.True(result.Holds, $"seed {seed}: {string.Join("; ", result.Violations.Take(5))}");
    }

    [Fact]
    public async Task A_record_shows_its_bytes_and_what_is_wrong_with_it()
    {
        await using var bed = new IngestBed(_folder.Path);
        var raw = Events.PaidJson("e-1").Replace("\"currency\":\"GBP\",", "", StringComparison.Ordinal);
        await bed.TakeInAsync([Events.Entry(Topics.Order, "k", raw)], Ct);

        var group = Assert.Single(bed.Rejected.List());
        Assert.Equal((Reasons.MissingField, "/data/currency", 1L, 1L), (group.Reason, group.Path, group.Count, group.Open));
        var row = Show(bed, group);
        Assert.Equal(raw, Encoding.UTF8.GetString(row.Raw!));
        Assert.Equal(("e-1", "test", true), (row.Id, row.Source, row.IsOpen));
        Assert.DoesNotContain("o-1", bed.Scalar<string>("select raw from {ods_rejected}"), StringComparison.Ordinal);
        Assert.Null(bed.Rejected.Show("raillife.order", 0, 99));
    }

    [Fact]
    public async Task A_dry_run_tells_what_a_fix_would_do_and_appends_nothing()
    {
        await using var bed = new IngestBed(_folder.Path);
        var fixable = Events.PaidJson("e-1").Replace("\"currency\":\"GBP\",", "", StringComparison.Ordinal);
        var hopeless = Events.PaidJson("e-2", paidMinor: -7).Replace("\"currency\":\"GBP\",", "", StringComparison.Ordinal);
        await bed.TakeInAsync([Events.Entry(Topics.Order, "k", fixable), Events.Entry(Topics.Order, "k", hopeless), Events.Entry(Topics.Order, "k", "{")], Ct);
        var end = await EndAsync(bed);

        var outcome = await bed.Rejected.RedriveAsync(new RejectedFilter(), JsonFix.Of(["data.currency=GBP"]), dryRun: true, Ct);

        Assert.Equal((true, 3L, 1L, 0L), (outcome.IsDryRun, outcome.Matched, outcome.Accepted, outcome.AlreadyFixed));
        Assert.Equal([Reasons.OutOfRange, "not-fixable"], outcome.StillBroken.Select(b => b.Reason).OrderDescending());
        Assert.Equal(end, await EndAsync(bed));
    }

    [Fact]
    public async Task A_redriven_event_keeps_its_id_names_its_origin_and_closes_the_row()
    {
        await using var bed = new IngestBed(_folder.Path);
        var raw = Events.PaidJson("e-1").Replace("\"currency\":\"GBP\",", "", StringComparison.Ordinal);
        await bed.TakeInAsync([Events.Entry(Topics.Order, "k", raw)], Ct);
        var row = Show(bed, bed.Rejected.List()[0]);

        Assert.Equal(1, (await RedriveAsync(bed, "data.currency=GBP")).Accepted);
        await bed.DrainAsync(Ct);

        Assert.Equal(["e-1", row.Place], bed.Rows("select id, redriveof from {ods_order_event}").Single());
        Assert.False(Show(bed, bed.Rejected.List()[0]).IsOpen);
        var again = await RedriveAsync(bed, "data.currency=GBP");
        Assert.Equal((0L, 1L), (again.Accepted, again.AlreadyFixed));
    }

    [Fact]
    public async Task A_second_redrive_that_overtakes_ingest_counts_once()
    {
        await using var bed = new IngestBed(_folder.Path);
        await bed.TakeInAsync([Events.Entry(Topics.Order, "k", Events.PaidJson("e-1").Replace("\"id\":\"e-1\",", "", StringComparison.Ordinal))], Ct);
        await RedriveAsync(bed, "data.currency=EUR");
        await RedriveAsync(bed, "data.currency=EUR");
        await bed.DrainAsync(Ct);
        Assert.Equal(1, bed.Scalar<long>($"select count(*) from {IngestBed.Silver(Topics.Order)}"));
    }

    [Fact]
    public async Task Lines_of_a_file_are_kept_once_however_often_they_come()
    {
        await using var bed = new IngestBed(_folder.Path);
        using var database = DuckDbDatabase.Open();
        var sink = new RejectedSink(bed.Lake, database, new RawSealer(bed.Ring), TimeProvider.System);
        RejectedLine Line(long number) => new(number, new Rejection("bad-number", "Quantity", "a whole number", "text"), Encoding.UTF8.GetBytes($"line {number}"));

        sink.Add("import:a.csv", [Line(3), Line(5)]);
        sink.Add("import:a.csv", [Line(5), Line(9)]);
        sink.Add("import:b.csv", [Line(5)]);

        Assert.Equal(["import:a.csv 3", "import:a.csv 5", "import:a.csv 9", "import:b.csv 5"],
            bed.Rows("""select topic || ' ' || "offset" from {ods_rejected} order by 1""").Select(r => (string)r[0]!));
        Assert.Equal("line 9", Encoding.UTF8.GetString(bed.Rejected.Show("import:a.csv", 0, 9)!.Raw!));
    }

    public void Dispose() => _folder.Dispose();

    private static RejectedRecordView Show(IngestBed bed, RejectedGroup group)
    {
        var place = group.Samples[0].Split('/');
        return bed.Rejected.Show(group.Topic, int.Parse(place[0]), long.Parse(place[1]))!;
    }

    private static Task<RedriveOutcome> RedriveAsync(IngestBed bed, string set) => bed.Rejected.RedriveAsync(new RejectedFilter(), JsonFix.Of([set]), dryRun: false, Ct);

    private static async Task<long> EndAsync(IngestBed bed) => (await IngestProgress.OfAsync(bed.Log, bed.Lake, Ct)).Sum(p => p.End);
}
