using RailLife.Bench.Proofs;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Host.Settings;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Tests.EventLog;
using RailLife.Tests.Pipeline;

namespace RailLife.Tests.Host;

public sealed class TidyingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_table_that_cannot_be_tidied_does_not_keep_the_others_from_their_turn()
    {
        await using var bed = await FilledAsync();
        var (orders, rejected) = Tables(bed);
        var (ordersBefore, rejectedBefore) = (orders.Read().Files.Count, rejected.Read().Files.Count);
        File.WriteAllText(Path.Combine(orders.Path, orders.Read().Files[0].Path), "no parquet");

        Of(bed).Run(_ => false, TestContext.Current.CancellationToken);

        Assert.Equal(ordersBefore, orders.Read().Files.Count);
        Assert.True(rejected.Read().Files.Count < rejectedBefore);
    }

    [Fact]
    public async Task A_table_that_is_being_built_is_left_alone_and_tidied_the_next_time()
    {
        await using var bed = await FilledAsync();
        var (orders, rejected) = Tables(bed);
        var (ordersBefore, rejectedBefore, rows) = (orders.Read().Files.Count, rejected.Read().Files.Count, orders.Read().Rows);

        Of(bed).Run(table => table == orders.Name, TestContext.Current.CancellationToken);

        Assert.Equal(ordersBefore, orders.Read().Files.Count);
        Assert.True(rejected.Read().Files.Count < rejectedBefore);
        Of(bed).Run(_ => false, TestContext.Current.CancellationToken);
        Assert.True(orders.Read().Files.Count < ordersBefore);
        Assert.Equal(rows, orders.Read().Rows);
    }

    private async Task<IngestBed> FilledAsync()
    {
        var bed = new IngestBed(_folder.Path, new IngestOptions { Workers = 1, BatchRowsMax = 8, FlushMs = 1, PollMs = 1 });
        await bed.TakeInAsync([.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? Events.Paid($"e-{i}", $"o-{i}") : Events.Entry(Topics.Order, $"o-{i}", "{"))], TestContext.Current.CancellationToken);
        return bed;
    }

    private static (DeltaTable Orders, DeltaTable Rejected) Tables(IngestBed bed) => (bed.Lake.Table(Topics.BronzeTable(Topics.Order)), bed.Lake.Table(IngestTables.Rejected));

    private static Maintenance Of(IngestBed bed) => new(bed.Lake, ResourceShare.Housekeeping, new LakeSettings(), new RejectedBytes(bed.Lake, TimeProvider.System, bed.Options));

    public void Dispose() => _folder.Dispose();
}
