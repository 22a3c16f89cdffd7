using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Tests.Lake;

/// <summary>A lake in a folder of its own, a clock that stands until moved, and a connection.</summary>
public abstract class LakeFixture : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });

    protected LakeFixture()
    {
        Folder = Directory.CreateTempSubdirectory("raillife-lake-").FullName;
        Connection = _database.Connect();
        Lake = NewLake();
    }

    protected string Folder { get; }
    protected TestClock Clock { get; } = new();
    protected DuckDbConnection Connection { get; }
    protected DeltaLake Lake { get; }

    /// <summary>A lake on the same folder without anything cached, as another process sees it.</summary>
    protected DeltaLake NewLake(LakeOptions? options = null) => new(Folder, Clock, options ?? new LakeOptions { CheckpointEveryMin = 0 });

    protected DeltaTable NewTable(string name, params (string, string)[] columns)
    {
        var table = Lake.Table(name);
        table.Create(TableSchema.Of(columns), []);
        return table;
    }

    protected long Append(DeltaTable table, string select, Action<DeltaCommit>? more = null)
    {
        var commit = table.Begin();
        if (ParquetWriter.Write(Connection, table, select) is { } file) { commit.Add(file); }
        more?.Invoke(commit);
        return commit.Commit();
    }

    /// <summary>Rows as lines of text, as DuckDB prints the values.</summary>
    protected List<string> Lines(string relation, string orderBy = "all") =>
        [.. Connection.Rows($"select columns(*)::varchar from (from {relation} order by {orderBy})").Select(r => string.Join('|', r.Select(v => v ?? "null")))];

    public virtual void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

public sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
