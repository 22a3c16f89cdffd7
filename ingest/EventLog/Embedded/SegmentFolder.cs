using System.Globalization;

namespace RailLife.EventLog.Embedded;

/// <summary>The numbered segment files of one log. Segments are contiguous; only the newest can be open for writing.</summary>
internal sealed class SegmentFolder
{
    public const int BusyTimeoutMs = 10_000;
    readonly string folder;

    public SegmentFolder(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        if (Numbers().Count == 0)
            Create(1, []);
    }

    /// <summary>Numbers of the segments there are, ascending.</summary>
    public List<long> Numbers()
    {
        var numbers = new List<long>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.db"))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
        }
        numbers.Sort();
        return numbers;
    }

    public string PathOf(long number) => Path.Combine(folder, number.ToString("D10", CultureInfo.InvariantCulture) + ".db");

    /// <summary>Null when the segment was deleted meanwhile.</summary>
    public SegmentFile? TryOpen(long number)
    {
        var path = PathOf(number);
        try
        {
            return SegmentFile.Open(path, number, BusyTimeoutMs);
        }
        catch (SqliteFailure e) when (e.IsMissing && !File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>The newest segment, open for writing or just closed.</summary>
    public SegmentFile OpenNewest()
    {
        while (true)
        {
            var numbers = Numbers();
            if (numbers.Count == 0)
                throw new IOException($"{folder} holds no segment any more; restore it from a backup, or restart to begin an empty log");
            if (TryOpen(numbers[^1]) is { } segment)
                return segment;
        }
    }

    /// <summary>The newest segment inside a write transaction. Reuses <paramref name="current"/>; makes the successor of a closed one.</summary>
    public SegmentFile BeginWrite(ref SegmentFile? current)
    {
        while (true)
        {
            current ??= OpenNewest();
            if (current.BeginWrite())
                return current;
            var closed = current;
            current = null;
            using (closed)
            {
                // A closed segment cannot change, so every process that gets here would write the same successor: one of them wins.
                if (Numbers()[^1] == closed.Number)
                    Create(closed.Number + 1, closed.States().Partitions);
            }
        }
    }

    /// <summary>Bytes on disk of a segment, its WAL included; 0 when it is gone.</summary>
    public long BytesOnDisk(long number) => Files(number).Sum(f => f.Exists ? f.Length : 0);

    /// <summary>Deletes a closed segment. Readers that have it open can finish it.</summary>
    public void Delete(long number)
    {
        foreach (var file in Files(number))
            file.Delete();
    }

    /// <summary>Removes what a killed process left: temporary files, and WALs of deleted segments.</summary>
    public void DeleteLeftovers(DateTime olderThanUtc)
    {
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(path);
            var orphan = name.Contains(".db-", StringComparison.Ordinal) && !File.Exists(path[..path.LastIndexOf('-')]);
            if ((orphan || name.StartsWith("new-", StringComparison.Ordinal)) && File.GetLastWriteTimeUtc(path) < olderThanUtc)
                File.Delete(path);
        }
    }

    void Create(long number, IReadOnlyList<PartitionState> carried)
    {
        var temporary = Path.Combine(folder, $"new-{Guid.NewGuid():N}.tmp");
        try
        {
            SegmentFile.Write(temporary, number, carried);
            DurableFile.PutIfAbsent(temporary, PathOf(number));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    FileInfo[] Files(long number)
    {
        var path = PathOf(number);
        return [new(path), new(path + "-wal"), new(path + "-shm")];
    }
}
