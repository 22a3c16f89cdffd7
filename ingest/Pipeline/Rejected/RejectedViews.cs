namespace RailLife.Ingest;

/// <summary>Which rejected records are meant; a null asks for nothing.</summary>
/// <param name="Path">JSON pointer as it stands in the row.</param>
/// <param name="Partition">With <paramref name="Topic"/> and <paramref name="Offset"/>: one record.</param>
public sealed record RejectedFilter(
    string? Reason = null, string? Topic = null, string? Path = null, string? Type = null, string? Source = null, int? Partition = null, long? Offset = null)
{
    internal (string Where, object?[] Args) ToSql()
    {
        (string Column, object? Value)[] asked =
            [("reason", Reason), ("topic", Topic), ("path", Path), ("type", Type), ("source", Source), ("\"partition\"", Partition), ("\"offset\"", Offset)];
        var given = asked.Where(a => a.Value is not null).ToList();
        return given.Count == 0 ? ("true", []) : (string.Join(" and ", given.Select(g => $"{g.Column} = ?")), [.. given.Select(g => g.Value)]);
    }
}

/// <summary>Rejected records that share a cause.</summary>
/// <param name="Open">How many of them no accepted event corrects yet.</param>
/// <param name="Samples">Partition/offset of the newest, five at most.</param>
public sealed record RejectedGroup(
    string Reason, string? Path, string? Type, string Topic, long Count, long Open, DateTimeOffset FirstAt, DateTimeOffset LastAt, IReadOnlyList<string> Samples);

/// <summary>One rejected record.</summary>
/// <param name="Raw">The bytes as they came; null when they were dropped after Rejected:RawDays, or sealed with keys that are not here.</param>
public sealed record RejectedRecordView(
    string Topic, int Partition, long Offset, string Reason, string Path, string Expected, string Found,
    string? Source, string? Id, string? Type, byte[]? Raw, DateTimeOffset RejectedAt, bool IsOpen)
{
    /// <summary>Its place, as a corrected event names it.</summary>
    public string Place => FormattableString.Invariant($"{Topic}/{Partition}/{Offset}");
}

/// <summary>What a re-drive did, or with a dry run would do.</summary>
/// <param name="Matched">Rows that the filter names.</param>
/// <param name="Accepted">Events that pass now; appended to the log unless this was a dry run.</param>
/// <param name="AlreadyFixed">Rows that an accepted event corrects already.</param>
/// <param name="StillBroken">Why the others do not pass, with their number, the most frequent first.</param>
public sealed record RedriveOutcome(bool IsDryRun, long Matched, long Accepted, long AlreadyFixed, IReadOnlyList<StillBroken> StillBroken);

/// <summary>Rows that the fix does not fix.</summary>
/// <param name="Sample">topic/partition/offset of the first.</param>
public sealed record StillBroken(string Reason, string Path, string Expected, string Found, long Count, string Sample);
