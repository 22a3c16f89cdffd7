using RailLife.Commerce;
using RailLife.DuckDb;
using RailLife.Host.Check;
using RailLife.Host.Platform;
using RailLife.Host.Settings;
using RailLife.Bench.Commerce;
using RailLife.Tests.Commerce;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Host;

/// <summary>The core and the lake come to the same, or a line says where not.</summary>
public sealed class CoreCheckTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private static CoreTotal Placed(long count, long amount) => new(Day, "orders placed", "CNY", count, amount);

    [Fact]
    public void What_the_lake_lacks_or_has_too_much_is_named_with_day_and_both_figures()
    {
        Assert.Equal(["2026-03-01 orders placed: core 2 of 300 CNY, lake 0 of 0 CNY"], CoreCheck.Compare([Placed(2, 300)], [], [Placed(2, 300)]));
        Assert.Equal(["2026-03-01 orders placed: core 2 of 300 CNY, lake 2 of 299 CNY"], CoreCheck.Compare([Placed(2, 300)], [Placed(2, 299)], [Placed(2, 300)]));
        Assert.Equal(["2026-03-01 orders placed: core 0 of 0 CNY, lake 1 of 5 CNY"], CoreCheck.Compare([], [Placed(1, 5)], []));
        Assert.Equal(["2026-03-01 members registered: core 3, lake 4"], CoreCheck.Compare([new(Day, "members registered", "", 3, 0)], [new(Day, "members registered", "", 4, 0)], [new(Day, "members registered", "", 3, 0)]));
    }

    [Fact]
    public void What_came_between_the_two_looks_may_be_in_the_lake_or_not()
    {
        Assert.Empty(CoreCheck.Compare([Placed(2, 300)], [Placed(2, 300)], [Placed(3, 400)]));
        Assert.Empty(CoreCheck.Compare([Placed(2, 300)], [Placed(3, 400)], [Placed(3, 400)]));
        Assert.Empty(CoreCheck.Compare([], [Placed(1, 100)], [Placed(2, 200)]));
        Assert.Empty(CoreCheck.Compare([], [], [Placed(2, 200)]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_that_never_reached_the_log_is_found(string kind)
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        var settings = new PlatformSettings { Data = folder.Path, Core = new CoreSettings { Connection = kind == Databases.PostgreSql ? PrivatePostgres.Shared().NewDatabase() : null } };
        await using var installation = new Installation(settings, TimeProvider.System);
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
        var check = new CoreCheck(installation, database, TimeSpan.Zero);
        var core = await installation.CoreAsync(ct);
        Assert.Empty((await check.RunAsync(ct)).Differences);

        await core.WriteAsync(tx => tx.ExecuteAsync(
            """
            insert into member_member (id, person_id, kind, state, level, level_since_at, registered_at, address_count, created_at, version)
            values ('m1', 'p1', 'member', 'active', 'basic', 0, 1772323199999999, 0, 0, 1)
            """), ct);

        Assert.Equal(["2026-02-28 members registered: core 1, lake 0"], (await check.RunAsync(ct)).Differences);
    }

    [Fact]
    public async Task Without_a_core_database_there_is_nothing_to_compare_and_none_is_made()
    {
        using var folder = new TempFolder();
        await using var installation = new Installation(new PlatformSettings { Data = folder.Path }, TimeProvider.System);
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
        Assert.True((await new CoreCheck(installation, database, TimeSpan.Zero).RunAsync(TestContext.Current.CancellationToken)).Holds);
        Assert.False(File.Exists(installation.Settings.CoreFile));
    }
}
