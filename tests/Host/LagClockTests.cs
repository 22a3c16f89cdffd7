using RailLife.Host.Platform;

namespace RailLife.Tests.Host;

/// <summary>Lag in seconds comes from when the log's end was first seen past bronze.</summary>
public sealed class LagClockTests
{
    [Fact]
    public void The_oldest_uncommitted_record_ages_until_bronze_covers_it()
    {
        var clock = new HandClock();
        var lag = new LagClock(clock);
        Assert.Null(lag.Seconds("t", 0, 0));
        Assert.Equal(0, lag.Seconds("t", 0, 5));
        Assert.Equal(2, After(2, 0, 8));
        Assert.Equal(1, After(1, 5, 8));      // the first five landed; the others were seen a second ago
        Assert.Equal(4, After(3, 7, 8));
        Assert.Null(After(1, 8, 8));
        Assert.Null(lag.Seconds("other", 3, 3));

        double? After(int seconds, long committed, long end)
        {
            clock.Now += TimeSpan.FromSeconds(seconds);
            return lag.Seconds("t", committed, end);
        }
    }

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
