using RailLife.Bench.Frame;
using RailLife.Store;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Store;

public sealed class LeaseTests : IDisposable
{
    readonly TempFolder data = new();

    [Fact]
    public void A_second_one_is_told_the_holder()
    {
        using var first = Lease.Take(data.Path, "ingest", TimeProvider.System);

        var error = Assert.Throws<LeaseHeldException>(() => Lease.Take(data.Path, "ingest", TimeProvider.System));

        Assert.Equal(first.Holder, error.Holder);
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_name_and_another_folder_are_free()
    {
        using var other = new TempFolder();
        using var first = Lease.Take(data.Path, "ingest", TimeProvider.System);
        using var second = Lease.Take(data.Path, "build", TimeProvider.System);
        using var third = Lease.Take(other.Path, "ingest", TimeProvider.System);
        Assert.Equal(3, new[] { first.Holder, second.Holder, third.Holder }.Length);
        Assert.Null(Lease.TryTake(data.Path, "build", TimeProvider.System));
    }

    [Fact]
    public void It_is_free_again_after_its_holder_gave_it_back()
    {
        Lease.Take(data.Path, "ingest", TimeProvider.System).Dispose();
        Assert.Null(Lease.HolderOf(data.Path, "ingest"));
        using var again = Lease.TryTake(data.Path, "ingest", TimeProvider.System);
        Assert.NotNull(again);
    }

    [Fact]
    public void Giving_it_back_twice_does_not_take_it_from_the_next_one()
    {
        var first = Lease.Take(data.Path, "ingest", TimeProvider.System);
        first.Dispose();
        using var second = Lease.Take(data.Path, "ingest", TimeProvider.System);
        first.Dispose();
        Assert.Equal(second.Holder, Lease.HolderOf(data.Path, "ingest"));
        Assert.Null(Lease.TryTake(data.Path, "ingest", TimeProvider.System));
    }

    [Fact]
    public async Task A_waiting_one_gets_it_when_it_is_free()
    {
        var told = new List<LeaseHolder?>();
        var first = Lease.Take(data.Path, "ingest", TimeProvider.System);
        var waiting = Lease.TakeAsync(data.Path, "ingest", TimeProvider.System, told.Add, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        first.Dispose();
        using var second = await waiting;
        Assert.Equal(first.Holder, Assert.Single(told));
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var first = Lease.Take(data.Path, "ingest", TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var waiting = Lease.TakeAsync(data.Path, "ingest", TimeProvider.System, _ => stop.Cancel(), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void A_holder_that_was_killed_leaves_it_free_though_it_is_still_named()
    {
        using var child = ChildProcess.Start("lease", data.Path);
        Assert.Equal("taken", child.ReadLine());
        Assert.Null(Lease.TryTake(data.Path, "ingest", TimeProvider.System));
        Assert.Equal(child.Id, Lease.HolderOf(data.Path, "ingest")?.ProcessId);

        child.Kill();

        using var mine = Lease.TryTake(data.Path, "ingest", TimeProvider.System);
        Assert.Equal(Environment.ProcessId, mine?.Holder.ProcessId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    public void A_name_that_is_no_file_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => Lease.TryTake(data.Path, name, TimeProvider.System));

    public void Dispose() => data.Dispose();
}
