using RailLife.Lake;

namespace RailLife.Tests.Lake;

public sealed class MaintenanceTests : LakeFixture
{
    private static readonly CompactionOptions Eager = new() { FilesMin = 2 };

    private DeltaTable Filled(int files, string partition = "2026-01-01")
    {
        var table = Lake.Table("t");
        if (!table.Exists()) { table.Create(TableSchema.Of(("id", "bigint"), ("day", "date")), ["day"]); }
        for (var i = 0; i < files; i++) { AppendTo(table, partition); }
        return table;
    }

    private void AppendTo(DeltaTable table, string partition)
    {
        var commit = table.Begin();
        commit.Add(ParquetWriter.Write(Connection, table, $"select {commit.Base.Version}::bigint as id", partition: new Dictionary<string, string?> { ["day"] = partition })!).Commit();
    }

    private List<string> OnDisk() => [.. Directory.EnumerateFiles(Path.Combine(Folder, "t"), "*.parquet", SearchOption.AllDirectories).Where(f => !f.Contains("_delta_log", StringComparison.Ordinal)).Order()];

    // Files are aged with the clock of the test, as days would.
    private void Age(IEnumerable<string> files) { foreach (var file in files) { File.SetLastWriteTimeUtc(file, Clock.Now.UtcDateTime); } }

    [Fact]
    public void Compaction_keeps_every_row_in_fewer_files_and_followers_see_no_change_of_data()
    {
        var table = Filled(5);
        Filled(3, "2026-01-02");
        var before = Lines(table.Read().ScanSql());
        var version = table.Read().Version;
        var result = table.Compact(Connection, Eager);
        Assert.Equal((8, 2, 8L), (result.FilesBefore, result.FilesAfter, result.Rows));
        Assert.Equal(2, table.Read().Files.Count);
        Assert.Equal(before, Lines(NewLake().Table("t").Read().ScanSql()));
        var change = Assert.Single(table.Changes(version, result.Version!.Value));
        Assert.All(change.Added.Concat(change.Removed), f => Assert.False(f.DataChange));
        Assert.Equal(before, Lines(table.ReadVersion(version).ScanSql()));
    }

    [Fact]
    public void Compaction_does_nothing_where_there_is_nothing_to_merge()
    {
        var table = Filled(3);
        Assert.Null(table.Compact(Connection, new CompactionOptions { FilesMin = 4 }).Version);
        Assert.Null(table.Compact(Connection, new CompactionOptions { FilesMin = 2, SmallBytes = 1 }).Version);
        Assert.Equal(3, table.Read().Files.Count);
    }

    [Fact]
    public void Compaction_takes_no_more_files_than_asked_and_sorts_as_asked()
    {
        var table = Filled(6);
        var result = table.Compact(Connection, Eager with { FilesMax = 4, OrderBy = "id desc" });
        Assert.Equal(4, result.FilesBefore);
        Assert.Equal([4L, 3L, 2L, 1L], Connection.Rows($"select id from {table.Read().ScanSql([table.Read().Files[^1]])}").Select(r => (long)r[0]! + 1));
    }

    [Fact]
    public void Compaction_that_lost_its_files_to_another_commit_leaves_the_table_and_no_leftover()
    {
        DeltaTable? rival = null;
        var lake = NewLake(new LakeOptions { CheckpointEveryMin = 0, Moment = moment => { if (moment == "compaction") { rival!.Begin().RemoveWhere(_ => true).Commit(); } } });
        Filled(3);
        rival = NewLake().Table("t");
        var disk = OnDisk();
        Assert.Throws<CommitConflictException>(() => lake.Table("t").Compact(Connection, Eager));
        Assert.Equal(disk, OnDisk());
        Assert.Empty(lake.Table("t").Read().Files);
    }

    [Fact]
    public void Compaction_refuses_to_merge_when_stats_and_rows_differ()
    {
        var table = Filled(2);
        var file = table.Read().Files[0];
        table.Begin().Remove(file).Add(file with { Path = file.Path, Stats = new FileStats("""{"numRecords":7}""") }).Commit();
        Assert.Throws<DeltaCorruptException>(() => table.Compact(Connection, Eager));
    }

    [Fact]
    public void Vacuum_takes_what_no_version_within_the_retention_names_and_nothing_else()
    {
        var table = Filled(3);
        Age(OnDisk());
        var old = table.Read().Version;
        table.Compact(Connection, Eager);
        Age(OnDisk());
        Clock.Now = Clock.Now.AddHours(2);
        ParquetWriter.Write(Connection, table, "select 99::bigint as id", partition: new Dictionary<string, string?> { ["day"] = "2026-01-09" });   // a commit in the making
        var making = OnDisk().Single(f => f.Contains("2026-01-09", StringComparison.Ordinal));
        Age([making]);

        Assert.Equal(0, table.Vacuum(TimeSpan.FromHours(3)));
        Assert.Equal(["0|2026-01-01", "1|2026-01-01", "2|2026-01-01"], Lines(table.ReadVersion(old).ScanSql()));
        Assert.Equal(3, table.Vacuum(TimeSpan.FromHours(1)));
        Assert.Equal(2, OnDisk().Count);
        Assert.Equal(["0|2026-01-01", "1|2026-01-01", "2|2026-01-01"], Lines(table.Read().ScanSql()));
        Clock.Now = Clock.Now.AddHours(2);
        Assert.Equal(1, table.Vacuum(TimeSpan.FromHours(1)));   // the writer died
        Assert.Equal(0, table.Vacuum(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Vacuum_keeps_files_removed_within_the_retention_also_after_a_checkpoint()
    {
        var table = Filled(3);
        Age(OnDisk());
        Clock.Now = Clock.Now.AddDays(3);
        table.Begin().RemoveWhere(_ => true).Commit();
        table.Checkpoint();
        Clock.Now = Clock.Now.AddHours(1);
        Assert.Equal(0, NewLake().Table("t").Vacuum(TimeSpan.FromHours(2)));
        Assert.Equal(3, NewLake().Table("t").Vacuum(TimeSpan.FromMinutes(30)));
    }

    [Fact]
    public void Vacuum_refuses_a_retention_that_the_table_does_not_remember() =>
        Assert.Contains("remembers removed files for 7.00:00:00", Assert.Throws<DeltaException>(() => Filled(1).Vacuum(TimeSpan.FromDays(8))).Message, StringComparison.Ordinal);

    [Fact]
    public void Vacuum_sweeps_temporary_log_files_of_dead_writers_and_leaves_other_peoples_files()
    {
        var table = Filled(1);
        var log = Path.Combine(table.Path, "_delta_log");
        File.WriteAllText(Path.Combine(log, ".tmp-dead"), "");
        File.WriteAllText(Path.Combine(table.Path, "_note.txt"), "");
        Age(Directory.EnumerateFiles(log, ".tmp-*").Append(Path.Combine(table.Path, "_note.txt")).Concat(OnDisk()));
        Clock.Now = Clock.Now.AddDays(1);
        Assert.Equal(1, table.Vacuum(TimeSpan.FromHours(1)));
        Assert.True(File.Exists(Path.Combine(table.Path, "_note.txt")));
        Assert.Single(Lines(table.Read().ScanSql()));
    }

    [Fact]
    public void Cleaning_the_log_keeps_every_version_of_the_retention_readable()
    {
        var table = Filled(4);
        table.Checkpoint();
        Clock.Now = Clock.Now.AddDays(10);
        AppendTo(table, "2026-01-01");
        table.Checkpoint();
        AppendTo(table, "2026-01-01");
        Assert.Equal(0, table.CleanLog(TimeSpan.FromDays(30)));
        Assert.True(table.CleanLog(TimeSpan.FromDays(5)) >= 4);
        var other = NewLake().Table("t");
        Assert.Equal([4L, 5L, 6L], new[] { 4L, 5L, 6L }.Select(v => other.ReadVersion(v).Version));
        Assert.Equal(Lines(table.Read().ScanSql()), Lines(other.Read().ScanSql()));
        Assert.Contains("cleaned away", Assert.Throws<DeltaVersionException>(() => other.ReadVersion(2)).Message, StringComparison.Ordinal);
        Assert.Equal(6, table.Read().Version);
    }

    [Fact]
    public void Cleaning_without_a_checkpoint_takes_nothing()
    {
        var table = Filled(3);
        Clock.Now = Clock.Now.AddDays(100);
        Assert.Equal(0, table.CleanLog(TimeSpan.Zero));
    }

    [Fact]
    public void A_reader_that_slept_while_the_log_was_cleaned_finds_the_newest_version()
    {
        var table = Filled(2);
        var sleeper = NewLake().Table("t");
        Assert.Equal(2, sleeper.Read().Version);
        Clock.Now = Clock.Now.AddDays(1);
        Filled(5);
        table.Checkpoint();
        Clock.Now = Clock.Now.AddDays(1);
        AppendTo(table, "2026-01-01");
        table.CleanLog(TimeSpan.FromHours(1));
        Assert.Equal(8, sleeper.Read().Version);
        Assert.Equal(Lines(table.Read().ScanSql()), Lines(sleeper.Read().ScanSql()));
    }
}
