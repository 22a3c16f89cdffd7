using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Host.Check;

/// <summary>Every file that a table's commit log names exists and has the rows that the log says.</summary>
internal sealed class LakeCheck(DeltaLake lake, DuckDbConnection connection)
{
    private const int FilesAtOnce = 500;

    public CheckResult Run()
    {
        var differences = new List<string>();
        long files = 0, rows = 0;
        foreach (var name in lake.Names())
        {
            var snapshot = lake.Table(name).Read();
            var named = snapshot.Files.Select(f => (Path: snapshot.FullPath(f), f.Stats?.NumRecords)).ToList();
            differences.AddRange(named.Where(f => !File.Exists(f.Path)).Select(f => $"{name}: {f.Path} is in the commit log but not on the disk"));
            foreach (var some in named.Where(f => File.Exists(f.Path)).Chunk(FilesAtOnce)) differences.AddRange(Compare(name, some));
            (files, rows) = (files + named.Count, rows + named.Sum(f => f.NumRecords ?? 0));
        }
        return new("lake integrity", $"{files:N0} files with {rows:N0} rows in {lake.Names().Count} tables", differences);
    }

    private IEnumerable<string> Compare(string name, (string Path, long? NumRecords)[] files)
    {
        var onDisk = connection.Rows($"select file_name, num_rows::bigint from parquet_file_metadata({DuckSql.List(files.Select(f => f.Path))})").ToDictionary(r => (string)r[0]!, r => (long)r[1]!);
        return files.Where(f => f.NumRecords is { } said && onDisk[f.Path] != said)
            .Select(f => $"{name}: {f.Path} has {onDisk[f.Path]} rows, the commit log says {f.NumRecords}");
    }
}
