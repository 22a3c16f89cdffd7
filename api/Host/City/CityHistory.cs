using RailLife.Commerce;
using RailLife.Host.Platform;
using RailLife.Host.Verbs;
using RailLife.Simulator.City;
using RailLife.Simulator.Services;
using RailLife.Store;

namespace RailLife.Host.City;

/// <summary>A history in a data folder: nobody else may run its clock meanwhile, and its core database is empty before.</summary>
public static class CityHistory
{
    private const string Unfinished = "unfinished";
    private const string Alone = "on an empty folder";

    /// <summary>What the city knows of itself and tells nobody; see <see cref="CityTruth"/>.</summary>
    public static string TruthFile(Installation installation) => Path.Combine(Folder(installation), "truth.json");

    /// <summary>Who of the city is known to the services, where it is to live on.</summary>
    public static string RollFile(Installation installation) => Path.Combine(Folder(installation), "city.json");

    /// <summary>True when nothing was ever kept in the data folder, or nothing but a history that was cut off before anybody had read of it.</summary>
    public static bool IsEmpty(Installation installation)
    {
        var settings = installation.Settings;
        return settings.Core.Connection is not { Length: > 0 } && settings.Kafka.Bootstrap is not { Length: > 0 }
            && (IsCutOff(installation) || !(File.Exists(settings.CoreFile) || Directory.Exists(settings.LakeFolder) || Directory.Exists(EventsFolder(installation))));
    }

    /// <exception cref="UserException">Somebody runs the clock, the core database is no file of this folder or not empty, or an earlier history was cut off.</exception>
    public static async Task<HistoryReport> RunAsync(Installation installation, MadeCity city, CommerceOptions options, IProgress<HistoryProgress> progress, CancellationToken ct)
    {
        var settings = installation.Settings;
        if (settings.Core.Connection is { Length: > 0 }) throw new UserException("found Core:Connection, but a history is lived in the core database of the data folder; take the setting away, or simulate --through events");
        using var clock = Take(installation, Leases.Clock);
        using var relay = Take(installation, Leases.Relay);
        var mark = Path.Combine(Directory.CreateDirectory(Folder(installation)).FullName, Unfinished);
        if (IsCutOff(installation)) Clear(installation);
        else if (File.Exists(mark)) throw new UserException($"a history in {settings.Data} was cut off before its end; remove that folder and simulate again");
        await RefuseUsedAsync(installation, options, ct);
        await File.WriteAllTextAsync(mark, IsEmpty(installation) ? Alone : "beside other data", ct);
        var report = await ServiceHistory.RunAsync(city, new(settings.CoreFile, installation.Keys, installation.Log), options, progress, ct);
        await CityTruth.Of(city).WriteAsync(TruthFile(installation), ct);
        File.Delete(mark);
        return report;
    }

    // A history that began in an empty folder and was cut off before any lake stood there: all that there is, is its own.
    private static bool IsCutOff(Installation installation) =>
        Path.Combine(Folder(installation), Unfinished) is var mark && File.Exists(mark) && File.ReadAllText(mark) == Alone && !Directory.Exists(installation.Settings.LakeFolder);

    private static void Clear(Installation installation)
    {
        Installation.Say("a history was cut off before its end; it is made again from nothing");
        foreach (var file in Directory.EnumerateFiles(installation.Settings.Data, Path.GetFileName(installation.Settings.CoreFile) + "*")) File.Delete(file);
        if (Directory.Exists(EventsFolder(installation))) Directory.Delete(EventsFolder(installation), recursive: true);
        File.Delete(Path.Combine(Folder(installation), Unfinished));
    }

    private static string EventsFolder(Installation installation) => Path.Combine(installation.Settings.Data, "events");

    private static string Folder(Installation installation) => Path.Combine(installation.Settings.Data, "simulator");

    private static Lease Take(Installation installation, string name) => Lease.TryTake(installation.Settings.Data, name, installation.Clock)
        ?? throw new UserException($"{Lease.HolderOf(installation.Settings.Data, name)?.ToString() ?? $"'{name}' is held by another process"}; a history needs the clock for itself: stop that process, or pass --data with another folder");

    private static async Task RefuseUsedAsync(Installation installation, CommerceOptions options, CancellationToken ct)
    {
        if (!File.Exists(installation.Settings.CoreFile)) return;
        await using var database = new SqliteDatabase(installation.Settings.CoreFile, installation.Clock);
        await Migrator.ApplyAsync(database, CommerceTables.All, ct);
        if ((await new CoreTotals(database, options).ReadAsync(ct)).Count > 0)
            throw new UserException($"found members or orders in {installation.Settings.CoreFile}, but a history begins with nobody; pass --data with another folder");
    }
}
