using RailLife.Bench.Proofs;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Host.Settings;
using RailLife.Ingest;
using RailLife.Tests.EventLog;
using RailLife.Tests.Pipeline;

namespace RailLife.Tests.Host;

public sealed class TidyingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_table_that_cannot_be_tidied_does_not_keep_the_others_from_their_turn()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var bed = new IngestBed(_folder.Path, new IngestOptions { Workers = 1, BatchRowsMax = 8, FlushMs = 1, PollMs = 1 });
        await bed.TakeInAsync([.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? Events.Paid($"e-{i}", $"o-{i}") : Events.Entry(Topics.Order, $"o-{i}", "{"))], ct);
        var (orders, rejected) = (bed.Lake.Table(Topics.BronzeTable(Topics.Order)), bed.Lake.Table(IngestTables.Rejected));
        var (ordersBefore, rejectedBefore) = (orders.Read().Files.Count, rejected.Read().Files.Count);
        File.WriteAllText(Path.Combine(orders.Path, orders.Read().Files[0].Path), "no parquet");

        new Maintenance(bed.Lake, ResourceShare.Housekeeping, new LakeSettings(), new RejectedBytes(bed.Lake, TimeProvider.System, bed.Options)).Run(_ => false, ct);

        Assert.Equal(ordersBefore, orders.Read().Files.Count);
        Assert.True(rejected.Read().Files.Count < rejectedBefore);
    }

    public void Dispose() => _folder.Dispose();
}
