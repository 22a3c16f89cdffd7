using System.Diagnostics;
using RailLife.EventLog;
using RailLife.EventLog.Embedded;

namespace RailLife.Tests.EventLog;

/// <summary>A full disk, made of a small tmpfs; skips where none can be mounted (no root).</summary>
public sealed class FullDiskTests : IDisposable
{
    const string Topic = "raillife.order";
    readonly TempFolder folder = new();
    readonly CancellationToken ct = TestContext.Current.CancellationToken;
    bool mounted;

    [Fact]
    public async Task Writers_wait_for_room_and_nothing_is_lost_or_doubled()
    {
        Mount();
        var filler = Fill(3_000_000);
        using var blocked = new SemaphoreSlim(0);
        await using (var log = Open(blocked))
        {
            var calls = Enumerable.Range(0, 60).Select(i => log.AppendAsync(LogRecords.Make(Topic, i * 100, 100, valueBytes: 750), ct)).ToList();
            for (var tries = 0; tries < 5; tries++)
                Assert.True(await blocked.WaitAsync(TimeSpan.FromMinutes(1), ct), "the disk never got full");
            Assert.True(log.Metrics.WritersBlocked);
            Assert.Contains(calls, c => !c.IsCompleted);

            File.Delete(filler);
            await Task.WhenAll(calls);

            Assert.False(log.Metrics.WritersBlocked);
            Assert.True(log.Metrics.FullDiskWaits > 0);
            LogRecords.CheckComplete(LogRecords.ReadAll(log, Topic, 6000), 6000);
        }
    }

    [Fact]
    public async Task A_cancelled_writer_leaves_and_its_records_never_appear()
    {
        Mount();
        var filler = Fill(3_000_000);
        using var blocked = new SemaphoreSlim(0);
        using var stop = new CancellationTokenSource();
        await using var log = Open(blocked);
        var written = 0;
        var tooMuch = Task.CompletedTask;
        while (tooMuch.IsCompletedSuccessfully)
        {
            tooMuch = log.AppendAsync(LogRecords.Make(Topic, written, 100, valueBytes: 5000), stop.Token);
            if (await Task.WhenAny(tooMuch, blocked.WaitAsync(ct)) == tooMuch)
                written += 100;
        }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tooMuch);

        File.Delete(filler);
        await log.AppendAsync(LogRecords.Make(Topic, written, 100), ct);

        LogRecords.CheckComplete(LogRecords.ReadAll(log, Topic, written + 100), written + 100);
    }

    [Fact]
    public async Task A_log_that_is_closed_on_a_full_disk_fails_its_writers_and_opens_again_whole()
    {
        Mount();
        var filler = Fill(3_000_000);
        using var blocked = new SemaphoreSlim(0);
        var log = Open(blocked);
        var calls = Enumerable.Range(0, 60).Select(i => log.AppendAsync(LogRecords.Make(Topic, i * 100, 100, valueBytes: 2000), ct)).ToList();
        Assert.True(await blocked.WaitAsync(TimeSpan.FromMinutes(1), ct), "the disk never got full");
        await log.DisposeAsync();

        Assert.All(calls, c => Assert.True(c.IsCompleted));
        Assert.Contains(calls, c => c.IsFaulted);
        await using var again = new EmbeddedEventLog(Path.Combine(folder.Path, "events"), TimeProvider.System);
        File.Delete(filler);
        var kept = calls.Select((c, i) => (c, i)).Where(x => x.c.IsCompletedSuccessfully).SelectMany(x => Enumerable.Range(x.i * 100, 100));
        Assert.Equal(kept.Order(), LogRecords.ReadAll(again, Topic, kept.Count()).Select(r => r.Number).Order());
    }

    EmbeddedEventLog Open(SemaphoreSlim blocked) =>
        new(Path.Combine(folder.Path, "events"), TimeProvider.System, new EmbeddedLogOptions { SegmentBytesMax = 1024 * 1024, FullDiskRetryMsMax = 50 }, _ => blocked.Release());

    /// <summary>8 MB in all.</summary>
    void Mount()
    {
        mounted = Run("mount", "-t", "tmpfs", "-o", "size=8m", "raillife-test", folder.Path);
        Assert.SkipUnless(mounted, "a tmpfs cannot be mounted here (needs root)");
    }

    /// <summary>Leaves this many bytes free.</summary>
    string Fill(long free)
    {
        var path = Path.Combine(folder.Path, "filler");
        File.WriteAllBytes(path, new byte[(8 * 1024 * 1024) - free]);
        return path;
    }

    static bool Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }

    public void Dispose()
    {
        if (mounted)
            Run("umount", "-l", folder.Path);
        folder.Dispose();
    }
}
