using RailLife.Lake;

namespace RailLife.Tests.Lake;

public class SideBySideTests
{
    [Fact]
    public void A_failure_comes_out_only_after_all_have_ended()
    {
        var done = 0;
        var failure = Assert.Throws<IOException>(() => SideBySide.Run(
        [
            () => Interlocked.Increment(ref done),
            () => throw new IOException("the disk is full"),
            () => Interlocked.Increment(ref done),
        ]));
        Assert.Equal("the disk is full", failure.Message);
        Assert.Equal(2, done);
    }

    [Fact]
    public void All_wait_at_the_same_time()
    {
        using var all = new Barrier(4);
        SideBySide.Run([.. Enumerable.Range(0, 4).Select(_ => (Action)(() => Assert.True(all.SignalAndWait(TimeSpan.FromSeconds(20)))))]);
    }

    [Fact]
    public void Nothing_to_do_is_done() => SideBySide.Run([]);
}
