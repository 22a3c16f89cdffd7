using RailLife.Commerce;
using RailLife.Contracts;
using RailLife.Host.Check;
using RailLife.Host.City;
using RailLife.Host.Platform;
using RailLife.Host.Settings;
using RailLife.Host.Verbs;
using RailLife.Simulator.City;
using RailLife.Simulator.Services;
using RailLife.Store;
using RailLife.Tests.Commerce;
using RailLife.Tests.EventLog;
using RailLife.Tests.Simulator;

namespace RailLife.Tests.Host;

/// <summary>A history in a data folder.</summary>
public class CityHistoryTests
{
    private static readonly IProgress<HistoryProgress> Nobody = new Progress<HistoryProgress>();

    private static MadeCity City => new(Cities.Settings(members: 30, merchants: 6, days: 5));

    private static Task<HistoryReport> RunAsync(Installation installation) => CityHistory.RunAsync(installation, City, installation.Settings.ToCommerce(), Nobody, CommerceBed.Ct);

    [Fact]
    public async Task While_another_process_runs_the_clock_none_is_begun_and_the_message_says_who_and_what_to_do()
    {
        using var folder = new TempFolder();
        await using var installation = new Installation(new PlatformSettings { Data = folder.Path }, TimeProvider.System);
        using var clock = Lease.Take(folder.Path, "clock", TimeProvider.System);
        var refused = await Assert.ThrowsAsync<UserException>(() => RunAsync(installation));
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("stop that process", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(installation.Settings.CoreFile));
    }

    [Fact]
    public async Task A_core_that_has_members_is_left_alone()
    {
        using var folder = new TempFolder();
        await using var installation = new Installation(new PlatformSettings { Data = folder.Path }, TimeProvider.System);
        await (await installation.CoreAsync(CommerceBed.Ct)).WriteAsync(tx => tx.ExecuteAsync(
            "insert into member_member (id, person_id, kind, state, level, level_since_at, registered_at, address_count, created_at, version) values ('m1', 'p1', 'member', 'active', 'basic', 0, 1, 0, 0, 1)"), CommerceBed.Ct);
        Assert.Contains("begins with nobody", (await Assert.ThrowsAsync<UserException>(() => RunAsync(installation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_was_cut_off_is_made_again_from_nothing_and_one_beside_other_data_is_refused()
    {
        using var folder = new TempFolder();
        await using (var installation = new Installation(new PlatformSettings { Data = folder.Path }, TimeProvider.System))
        {
            using var stop = new CancellationTokenSource();
            var cut = new CutOff(stop);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CityHistory.RunAsync(installation, City, installation.Settings.ToCommerce(), cut, stop.Token));
        }
        await using var again = new Installation(new PlatformSettings { Data = folder.Path }, TimeProvider.System);
        Directory.CreateDirectory(again.Settings.LakeFolder);
        Assert.False(CityHistory.IsEmpty(again));
        Assert.Contains("remove that folder", (await Assert.ThrowsAsync<UserException>(() => RunAsync(again))).Message, StringComparison.Ordinal);
        Directory.Delete(again.Settings.LakeFolder);
        Assert.True(CityHistory.IsEmpty(again));
        Assert.True((await RunAsync(again)).Orders > 0);
        await CatchUp.RunAsync(again, CommerceBed.Ct);
        Assert.All(await PlatformCheck.RunAsync(again, CommerceBed.Ct), r => Assert.Empty(r.Differences));
    }

    [Fact]
    public async Task What_was_lived_through_the_services_stands_in_core_and_lake_alike_with_the_truth_beside_it()
    {
        using var folder = new TempFolder();
        await using var installation = new Installation(new PlatformSettings { Data = folder.Path }, TimeProvider.System);
        var report = await RunAsync(installation);
        await CatchUp.RunAsync(installation, CommerceBed.Ct);
        Assert.True(report.Orders > 5);
        Assert.All(await PlatformCheck.RunAsync(installation, CommerceBed.Ct), r => Assert.Empty(r.Differences));
        var totals = await new CoreTotals(await installation.CoreAsync(CommerceBed.Ct), installation.Settings.ToCommerce()).ReadAsync(CommerceBed.Ct);
        Assert.Equal(report.Orders, totals.Where(t => t.What == "orders placed").Sum(t => t.Count));
        Assert.Contains("weekly_hazard", await File.ReadAllTextAsync(CityHistory.TruthFile(installation)), StringComparison.Ordinal);
    }

    private sealed class CutOff(CancellationTokenSource stop) : IProgress<HistoryProgress>
    {
        public void Report(HistoryProgress value) => stop.Cancel();
    }
}
