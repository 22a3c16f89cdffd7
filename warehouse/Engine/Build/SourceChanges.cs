using System.Text.Json;
using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>What happened to a lake table between the version a model has consumed and the one it sees now.</summary>
internal sealed class SourceChanges
{
    /// <summary>Files with rows that are new.</summary>
    public List<DataFile> Added { get; } = [];

    /// <summary>Per commit that replaced rows: the files that left, and those that carry on the rows which stay.</summary>
    public List<(IReadOnlyList<DataFile> Left, IReadOnlyList<DataFile> Carried)> Replaced { get; } = [];

    /// <summary>The table was rewritten as a whole, or how it came here cannot be told any more: nobody can follow it row by row.</summary>
    public string? Unfollowable { get; private set; }

    /// <summary>Not a row came or left.</summary>
    public bool IsEmpty => Unfollowable is null && Added.Count == 0 && Replaced.Count == 0;

    /// <summary>All that stands in a table, as if it had just come.</summary>
    public static SourceChanges Everything(Snapshot? table)
    {
        var changes = new SourceChanges();
        changes.Added.AddRange(table?.Files ?? []);
        return changes;
    }

    /// <param name="consumed">-1 = from the first version.</param>
    /// <param name="types">Event types that matter; null = all. Commits that list their types without one of these are passed over.</param>
    public static SourceChanges Between(DeltaTable table, long consumed, long current, IReadOnlySet<string>? types)
    {
        var changes = new SourceChanges();
        IReadOnlyList<CommitChange> commits;
        try
        {
            commits = table.Changes(consumed, current);
        }
        catch (DeltaVersionException)
        {
            changes.Unfollowable = $"the log of {table.Name} no longer reaches back to version {consumed}";
            return changes;
        }
        foreach (var commit in commits)
            changes.Take(table, commit, types);
        return changes;
    }

    private void Take(DeltaTable table, CommitChange commit, IReadOnlySet<string>? types)
    {
        var added = commit.Added.Where(f => f.DataChange).ToList();
        var left = commit.Removed.Where(f => f.DataChange).ToList();
        if (left.Count > 0 && Flag(commit.Info, CommitInfo.Rebuilt))
            Unfollowable = $"{table.Name} was rebuilt in full";
        else if (left.Count > 0)
            Replaced.Add((left, [.. commit.Added.Where(f => !f.DataChange)]));
        if (added.Count > 0 && (types is null || left.Count > 0 || Types(commit.Info) is not { } listed || types.Overlaps(listed)))
            Added.AddRange(added);
    }

    private static bool Flag(JsonElement? info, string name) =>
        info is { ValueKind: JsonValueKind.Object } i && i.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static List<string>? Types(JsonElement? info) =>
        info is { ValueKind: JsonValueKind.Object } i && i.TryGetProperty("types", out var types) && types.ValueKind == JsonValueKind.Object
            ? [.. types.EnumerateObject().Where(t => t.Value.ValueKind == JsonValueKind.Number && t.Value.GetInt64() > 0).Select(t => t.Name)]
            : null;
}

/// <summary>Keys that builds write into commitInfo and the table's configuration.</summary>
internal static class CommitInfo
{
    public const string Rebuilt = "raillifeRebuilt";
    public const string Fingerprint = "raillife.fingerprint";

    public static string Txn(string source) => $"model:{source}";
}
