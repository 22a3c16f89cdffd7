using RailLife.Commerce.Payments;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>Catalogue PGW-04.</summary>
public class CircuitBreakerTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void It_opens_after_failures_in_a_row_and_one_probe_decides()
    {
        var opened = new List<int>();
        var breaker = new CircuitBreaker(clock, 3, TimeSpan.FromSeconds(30), opened.Add);
        foreach (var answered in new[] { false, false, true, false, false, false })
        {
            Assert.True(breaker.TryEnter());
            breaker.Leave(answered);
        }
        Assert.Equal([3], opened);
        Assert.False(breaker.TryEnter());

        clock.Now = clock.Now.AddSeconds(30);
        Assert.Equal(1, Enumerable.Range(0, 8).AsParallel().Count(_ => breaker.TryEnter()));
        breaker.Leave(false);
        Assert.False(breaker.TryEnter());
        Assert.Single(opened);

        clock.Now = clock.Now.AddSeconds(30);
        Assert.True(breaker.TryEnter());
        breaker.Leave(true);
        Assert.True(breaker.TryEnter());
        Assert.Null(breaker.ReopensAt);
    }
}
