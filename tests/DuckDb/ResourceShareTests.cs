using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

public class ResourceShareTests
{
    private const long GiB = 1L << 30;
    private const long MiB = 1L << 20;

    public static TheoryData<ResourceOptions> WrongOptions =>
    [
        new ResourceOptions { Cores = 0 },
        new ResourceOptions { MemoryBytes = MiB },
        new ResourceOptions { IngestWorkers = 0 },
        new ResourceOptions { QueriesAtOnce = -1 },
        new ResourceOptions { IngestMemoryBytes = MiB },
        new ResourceOptions { BuildMemoryBytes = 0 },
        new ResourceOptions { TempBytesMax = -1 },
    ];

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void A_setting_below_its_least_is_refused(ResourceOptions options) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ResourceShare.Divide(options, Path.GetTempPath()));

    [Theory]
    [InlineData(1, 384, 64, 144, 96, 64)]
    [InlineData(2, 1024, 128, 384, 256, 128)]
    [InlineData(2, 8192, 192, 768, 512, 256)]
    [InlineData(64, 262_144, 192, 768, 512, 256)]
    public void Memory_is_divided_so_that_the_parts_stay_within_the_whole(int cores, long memoryMiB, long ingestMiB, long buildMiB, long queryMiB, long tidyMiB)
    {
        var share = ResourceShare.Divide(new ResourceOptions { Cores = cores, MemoryBytes = memoryMiB * MiB, TempBytesMax = 8 * GiB }, "/nowhere/yet/temp");
        Assert.Equal((ingestMiB * MiB, buildMiB * MiB, queryMiB * MiB, tidyMiB * MiB), (share.Ingest.MemoryLimitBytes, share.Build.MemoryLimitBytes, share.Query.MemoryLimitBytes, share.Tidy.MemoryLimitBytes));
        Assert.True(ingestMiB + buildMiB + queryMiB + tidyMiB <= memoryMiB);
        Assert.Equal((1, cores, cores, 1), (share.Ingest.Threads, share.Build.Threads, share.Query.Threads, share.Tidy.Threads));
        Assert.Equal((cores, cores), (share.IngestWorkers, share.QueriesAtOnce));
        Assert.Equal((1 * GiB, 8 * GiB, 8 * GiB), (share.Ingest.TempLimitBytes, share.Build.TempLimitBytes, share.Query.TempLimitBytes));
        Assert.Equal(4, new[] { share.Ingest, share.Build, share.Query, share.Tidy }.Select(o => o.TempDirectory).Distinct().Count());
    }

    [Fact]
    public void The_instances_open_with_their_limits()
    {
        var temp = Path.Combine(Path.GetTempPath(), $"raillife-{Guid.NewGuid():N}");
        var share = ResourceShare.Divide(new ResourceOptions(), temp);
        foreach (var options in new[] { share.Ingest, share.Build, share.Query })
        {
            using var database = DuckDbDatabase.Open(options);
            using var connection = database.Connect();
            Assert.Equal(options.Threads, connection.Scalar<int>("select current_setting('threads')"));
            Assert.Equal(options.TempDirectory, connection.Scalar<string>("select current_setting('temp_directory')"));
            Assert.Equal(options.PreserveInsertionOrder, connection.Scalar<bool>("select current_setting('preserve_insertion_order')"));
        }
    }

    [Fact]
    public void A_query_spills_into_a_folder_whose_parents_did_not_exist()
    {
        var temp = Path.Combine(Path.GetTempPath(), $"raillife-{Guid.NewGuid():N}");
        try
        {
            using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1, MemoryLimitBytes = 32 * MiB, TempDirectory = Path.Combine(temp, "a", "b") });
            using var connection = database.Connect();
            connection.Execute("create temp table t as select i, md5(i::varchar) as s from range(1000000) t(i) order by s");
            Assert.Equal(1_000_000, connection.Scalar<long>("select count(*) from t"));
        }
        finally
        {
            Directory.Delete(temp, recursive: true);
        }
    }

    [Fact]
    public void Without_a_folder_nothing_is_spilled_anywhere()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1, MemoryLimitBytes = 16 * MiB });
        using var connection = database.Connect();
        Assert.Equal("", connection.Scalar<string>("select current_setting('temp_directory')"));
        var error = Assert.Throws<DuckDbException>(() => connection.Execute("create temp table t as select i, md5(i::varchar) as s from range(2000000) t(i) order by s"));
        Assert.Equal(DuckDbErrorKind.OutOfMemory, error.Kind);
    }

    [Fact]
    public void Past_the_cap_on_spilled_bytes_a_query_fails_and_the_instance_goes_on()
    {
        var temp = Path.Combine(Path.GetTempPath(), $"raillife-{Guid.NewGuid():N}");
        try
        {
            using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1, MemoryLimitBytes = 16 * MiB, TempDirectory = temp, TempLimitBytes = 4 * MiB });
            using var connection = database.Connect();
            var error = Assert.Throws<DuckDbException>(() => connection.Execute("create temp table t as select i, md5(i::varchar) as s from range(2000000) t(i) order by s"));
            Assert.Equal(DuckDbErrorKind.OutOfMemory, error.Kind);
            Assert.Equal(1, connection.Scalar<int>("select 1"));
        }
        finally
        {
            if (Directory.Exists(temp))
            {
                Directory.Delete(temp, recursive: true);
            }
        }
    }
}
