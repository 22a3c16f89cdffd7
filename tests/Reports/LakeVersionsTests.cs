using RailLife.DuckDb;
using RailLife.Lake;
using RailLife.Reports.Tables;

namespace RailLife.Tests.Reports;

/// <summary>The versions follow the lake, and a query on an old set still sees the old rows.</summary>
public sealed class LakeVersionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raillife-versions-").FullName;
    private readonly HandClock _clock = new();
    private readonly DuckDbDatabase _duck = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });

    [Fact]
    public void A_commit_is_seen_once_the_known_versions_are_too_old_and_the_old_set_stays_as_it_was()
    {
        var lake = new DeltaLake(_folder, TimeProvider.System);
        var versions = new LakeVersions(lake, _clock, ageMsMax: 50);
        Assert.Empty(versions.Current.Tables);

        Append(lake, "fct_order", 1);
        Append(lake, "ods_order_event", 1);
        Assert.Empty(versions.Current.Tables);
        _clock.Ticks += TimeSpan.FromMilliseconds(50).Ticks;
        var first = versions.Current;
        Assert.Equal(["fct_order"], first.Tables.Keys);
        versions.Refresh();
        Assert.Same(first, versions.Current);

        Append(lake, "fct_order", 2);
        Append(lake, "dim_date", 7);
        versions.Refresh();
        var second = versions.Current;
        Assert.Equal(first.Find("fct_order")!.Version + 1, second.Find("fct_order")!.Version);
        Assert.Equal((1, 3, 7), (Sum(first, "fct_order"), Sum(second, "fct_order"), Sum(second, "dim_date")));
    }

    [Fact]
    public void A_table_that_cannot_be_read_keeps_its_version_and_is_named()
    {
        var lake = new DeltaLake(_folder, TimeProvider.System);
        Append(lake, "fct_order", 1);
        var versions = new LakeVersions(lake, _clock, ageMsMax: 50);
        Assert.Null(versions.Trouble);
        var before = versions.Current.Find("fct_order")!.Version;
        File.WriteAllText(Path.Combine(_folder, "fct_order", "_delta_log", $"{before + 1:D20}.json"), "{ no json");
        versions.Refresh();
        Assert.Equal(before, versions.Current.Find("fct_order")!.Version);
        Assert.StartsWith("fct_order: ", versions.Trouble, StringComparison.Ordinal);
    }

    private sealed class HandClock : TimeProvider
    {
        public long Ticks { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }

    public void Dispose()
    {
        _duck.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Append(DeltaLake lake, string name, long value)
    {
        using var connection = _duck.Connect();
        var table = lake.Table(name);
        table.Create(TableSchema.Of(("n", "bigint")), []);
        var commit = table.Begin();
        commit.Add(ParquetWriter.Write(connection, table, $"select {value}::bigint as n")!);
        commit.Info("append", null);
        commit.Commit();
    }

    private long Sum(VersionSet set, string name)
    {
        using var connection = _duck.Connect();
        return connection.Scalar<long>($"select sum(n)::bigint from {set.Find(name)!.Relation}");
    }
}
