using System.Text.Json;
using RailLife.Warehouse;

namespace RailLife.Host.Platform;

/// <summary>What the last builds of an installation did, left in the data folder for other processes: import waits for it, the console shows it.</summary>
/// <param name="Seen">Version of ods_duplicate, and so of all that silver reads, that stands in every model.</param>
/// <param name="Models">A row per model; of a model that had nothing to do, the last time that it had.</param>
public sealed record BuildStatus(long Seen, DateTimeOffset StartedAt, long Millis, bool Succeeded, IReadOnlyList<BuiltModel> Models)
{
    public static BuildStatus? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<BuildStatus>(File.ReadAllBytes(PathIn(dataFolder)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Replaces the last status; readers see the old one or this one.</summary>
    public void Write(string dataFolder)
    {
        var path = PathIn(dataFolder);
        var temporary = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>This build's report over what is known of earlier ones.</summary>
    public static BuildStatus Of(BuildSchedule schedule, BuildReport report, BuildStatus? before)
    {
        var models = before?.Models.Where(m => schedule.Models.Contains(m.Name)).ToDictionary(m => m.Name) ?? [];
        foreach (var m in report.Models.Where(m => m.Mode != BuildMode.View))
            models[m.Model] = (m.Mode == BuildMode.Skip && models.GetValueOrDefault(m.Model) is { Error: null } old ? old with { Version = m.Version } : BuiltModel.Of(m, report.StartedAt))
                with { Seen = schedule.Reached(m.Model) };
        return new(schedule.Seen, report.StartedAt, report.Millis, models.Values.All(m => m.Error is null), [.. models.Values]);
    }

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, "build.json");
}

/// <param name="Mode">skip, append, bykey, table, full, failed or blocked.</param>
/// <param name="Error">Why it failed; null = it did not.</param>
/// <param name="Seen">Version of ods_duplicate that stands in it.</param>
public sealed record BuiltModel(string Name, string Mode, DateTimeOffset BuiltAt, long Millis, long Rows, long Version, string? Error, long Seen = -1)
{
    public static BuiltModel Of(ModelResult m, DateTimeOffset at) =>
        new(m.Model, m.Mode.ToString().ToLowerInvariant(), at, m.Millis, m.Rows, m.Version, m.Mode is BuildMode.Failed or BuildMode.Blocked ? m.Reason : null);
}
