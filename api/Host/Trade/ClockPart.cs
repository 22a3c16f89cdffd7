using RailLife.Commerce;
using RailLife.Host.Platform;

namespace RailLife.Host.Trade;

/// <summary>Runs what falls due with time: timeouts, retries, sealing. One per installation, by lease.</summary>
public sealed class ClockPart : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<Repeating> _loops;

    public ClockPart(IReadOnlyList<IDueWork> work) => _loops = [.. work.Select(w => new Repeating(w.Name, ct => OnceAsync(w, ct)))];

    // Work that was cut off by its bound goes on at once.
    private static async Task<TimeSpan> OnceAsync(IDueWork work, CancellationToken ct)
    {
        var done = await work.RunDueAsync(ct);
        if (work.Bell is not { } bell) return done > 0 ? Tick : work.Every;
        if (done == 0) await bell.WaitAsync(work.Every, ct);
        return TimeSpan.Zero;
    }

    // All are told before one is waited for.
    public async ValueTask DisposeAsync() => await Task.WhenAll(_loops.Select(l => l.DisposeAsync().AsTask()));
}
