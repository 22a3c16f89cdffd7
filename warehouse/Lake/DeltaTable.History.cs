using System.Text.Json;

namespace RailLife.Lake;

/// <summary>One version's line in the history.</summary>
/// <param name="Info">The commitInfo action as it stands in the log; null when the writer gave none.</param>
public sealed record CommitSummary(long Version, DateTimeOffset Timestamp, string? Operation, int FilesAdded, int FilesRemoved, long? RowsAdded, JsonElement? Info);

/// <summary>What one version did to the files, for readers that follow a table.</summary>
/// <param name="Removed">Files that left; they can be read until vacuum takes them. Their stats are null.</param>
/// <param name="MetadataChanged">The schema or the settings changed.</param>
public sealed record CommitChange(
    long Version, DateTimeOffset Timestamp, IReadOnlyList<DataFile> Added, IReadOnlyList<DataFile> Removed,
    IReadOnlyDictionary<string, long> Txns, bool MetadataChanged, JsonElement? Info);

public sealed partial class DeltaTable
{
    /// <summary>Newest first, as far back as the log goes or <paramref name="limit"/> allows.</summary>
    public IReadOnlyList<CommitSummary> History(int? limit = null)
    {
        var history = new List<CommitSummary>();
        for (var version = Read().Version; version >= 0 && history.Count < (limit ?? int.MaxValue) && _log.TryReadCommit(version) is { } bytes; version--)
        {
            var actions = ActionReader.Read(bytes, LogPath.Commit(version));
            var operation = actions.Info is { ValueKind: JsonValueKind.Object } info && info.TryGetProperty("operation", out var o) && o.ValueKind == JsonValueKind.String ? o.GetString() : null;
            history.Add(new CommitSummary(
                version, CommitTime(version), operation, actions.Added.Count, actions.Removed.Count,
                actions.Added.Aggregate((long?)0, (sum, file) => sum + file.Stats?.NumRecords), actions.Info));
        }
        return history;
    }

    /// <summary>What the versions after <paramref name="fromExclusive"/> up to <paramref name="toInclusive"/> did, oldest first.</summary>
    /// <exception cref="DeltaVersionException">A version of the range is not there (any more): read the whole table instead.</exception>
    public IReadOnlyList<CommitChange> Changes(long fromExclusive, long toInclusive)
    {
        var changes = new List<CommitChange>();
        for (var version = fromExclusive + 1; version <= toInclusive; version++)
        {
            var bytes = _log.TryReadCommit(version)
                ?? throw new DeltaVersionException($"table {Name}: the changes of version {version} are not in the log (cleaned away, or not committed yet); read the whole table instead");
            var actions = ActionReader.Read(bytes, LogPath.Commit(version));
            changes.Add(new CommitChange(
                version, CommitTime(version), actions.Added, [.. actions.Removed.Select(r => r.AsDataFile())],
                actions.Txns.ToDictionary(t => t.AppId, t => t.Version), actions.Metadata is not null, actions.Info));
        }
        return changes;
    }
}
