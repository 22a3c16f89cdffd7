using RailLife.DuckDb;

namespace RailLife.Lake;

/// <summary>Which files are merged, and into what.</summary>
public sealed record CompactionOptions
{
    /// <summary>Files below this are small.</summary>
    public long SmallBytes { get; init; } = 32L << 20;

    /// <summary>A merged file ends near this size; 32-128 MB reads well.</summary>
    public long TargetBytes { get; init; } = 64L << 20;

    /// <summary>Small files of a partition that make merging worth its while. At least 2.</summary>
    public int FilesMin { get; init; } = 8;

    /// <summary>Files merged by one call at most; more wait for the next call. Bounds memory.</summary>
    public int FilesMax { get; init; } = 1000;

    /// <summary>Sort order of the merged rows, as SQL. Null keeps the order of the files.</summary>
    public string? OrderBy { get; init; }

    public int ZstdLevel { get; init; } = 3;

    /// <summary>As <see cref="ParquetOptions.RowGroupRows"/>: tables of wide rows need less memory with fewer.</summary>
    public int? RowGroupRows { get; init; }
}

/// <summary>What a compaction did; no version when there was nothing to do.</summary>
public sealed record CompactionResult(long? Version, int FilesBefore, int FilesAfter, long Rows, long Bytes);

public sealed partial class DeltaTable
{
    /// <summary>Merges small files of a partition into bigger ones with the same rows. Readers and appends go on; followers see no change of data.</summary>
    /// <exception cref="CommitConflictException">A file was removed meanwhile; nothing is changed, call again.</exception>
    public CompactionResult Compact(DuckDbConnection connection, CompactionOptions? options = null)
    {
        options ??= new CompactionOptions();
        var commit = Begin();
        var groups = SmallFiles(commit.Base, options);
        if (groups.Count == 0) { return new CompactionResult(null, 0, 0, 0, 0); }
        var (before, rows, merged) = (0, 0L, new List<DataFile>());
        try
        {
            foreach (var group in groups)
            {
                var file = ParquetWriter.Write(
                    connection, this, $"select * from {commit.Base.ScanSql(group)}",
                    new ParquetOptions { OrderBy = options.OrderBy, ZstdLevel = options.ZstdLevel, RowGroupRows = options.RowGroupRows, DataChange = false }, null, group[0].PartitionValues);
                CheckRows(group, file);
                foreach (var small in group) { commit.Remove(small, dataChange: false); }
                if (file is not null) { merged.Add(file); commit.Add(file); rows += file.Stats?.NumRecords ?? 0; }
                before += group.Count;
            }
            Options.Moment?.Invoke("compaction");
            var version = commit.Info("OPTIMIZE").Commit();
            return new CompactionResult(version, before, merged.Count, rows, merged.Sum(f => f.Bytes));
        }
        catch
        {
            foreach (var file in merged) { File.Delete(System.IO.Path.Combine(Path, file.Path)); }
            throw;
        }
    }

    // Neighbours in the log stay neighbours: time order, and so narrow stats, survive the merge.
    private static List<List<DataFile>> SmallFiles(Snapshot snapshot, CompactionOptions options)
    {
        var groups = new List<List<DataFile>>();
        var left = options.FilesMax;
        foreach (var partition in snapshot.Files.Where(f => f.Bytes < options.SmallBytes).GroupBy(f => string.Join('\u0001', snapshot.PartitionColumns.Select(c => PartitionValue.Find(f.PartitionValues, c) ?? "\u0000"))))
        {
            var (group, bytes) = (new List<DataFile>(), 0L);
            foreach (var file in partition.Take(Math.Max(left, 0)))
            {
                if (bytes >= options.TargetBytes) { Close(); }
                group.Add(file);
                bytes += file.Bytes;
            }
            Close();

            void Close()
            {
                // A group that has grown to its size is worth it whatever its count.
                if (group.Count >= Math.Max(options.FilesMin, 2) || (group.Count >= 2 && bytes >= options.TargetBytes)) { groups.Add(group); left -= group.Count; }
                (group, bytes) = ([], 0);
            }
        }
        return groups;
    }

    private void CheckRows(List<DataFile> group, DataFile? merged)
    {
        var before = group.Aggregate((long?)0, (sum, file) => sum + file.Stats?.NumRecords);
        if (before is { } rows && rows != (merged?.Stats?.NumRecords ?? 0))
        {
            throw new DeltaCorruptException($"table {Name}: the stats of {group.Count} files from {group[0].Path} on say {rows} rows and {merged?.Stats?.NumRecords ?? 0} were read; nothing was merged");
        }
    }
}
