using System.Globalization;
using System.IO.MemoryMappedFiles;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Bench.Lake;

/// <summary>Processes that the proof of commits starts, races and kills.</summary>
public static class CommitChildren
{
    public const string BarrierFile = "barrier";
    public const int BarrierBytes = 2 * SlotBytes;
    private const int SlotBytes = 128;      // a cache line and its neighbour per process
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary><c>commit-race FOLDER VERSIONS ID</c>: both processes meet before every version, then both try to commit it. Prints the versions it won.</summary>
    public static Task<int> RaceAsync(string[] args)
    {
        var (versions, id) = (Number(args[1]), Number(args[2]));
        using var shared = MemoryMappedFile.CreateFromFile(Path.Combine(args[0], BarrierFile), FileMode.Open, null, BarrierBytes);
        using var slots = shared.CreateViewAccessor(0, BarrierBytes);
        var table = new DeltaLake(args[0], TimeProvider.System, new LakeOptions { CheckpointEveryMin = 500, CheckpointEveryMax = 500 }).Table("race");
        var won = new List<int>();
        for (var version = 1; version <= versions; version++)
        {
            var commit = table.Begin().SetTxn("race", version).Info("RACE", new Dictionary<string, object?> { ["winner"] = id });
            if (commit.Base.Version != version - 1) { throw new InvalidOperationException($"process {id} sees version {commit.Base.Version} before the race for {version}"); }
            Meet(slots, id, version);
            try
            {
                commit.Commit();
                won.Add(version);
            }
            catch (TxnMovedException)
            {
                // the other one was first
            }
        }
        Console.WriteLine(string.Join(',', won));
        return Task.FromResult(0);
    }

    /// <summary><c>commit-loop FOLDER ID</c>: writes and commits a file after the other and prints each version once it is committed, until killed.</summary>
    public static Task<int> LoopAsync(string[] args)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        var table = new DeltaLake(args[0], TimeProvider.System, new LakeOptions { CheckpointEveryMin = 5, CheckpointEveryMax = 5 }).Table("loop");
        while (true)
        {
            var file = ParquetWriter.Write(connection, table, "select i as id, ? as writer from range(100) r(i)", null, [args[1]])!;
            Console.WriteLine(table.Begin().Add(file).Info("LOOP", new Dictionary<string, object?> { ["writer"] = args[1] }).Commit());
            Console.Out.Flush();
        }
    }

    // Spinning, because the race is to be close: both leave within a fraction of a microsecond.
    private static void Meet(MemoryMappedViewAccessor slots, int id, long round)
    {
        slots.Write(id * SlotBytes, round);
        Thread.MemoryBarrier();
        var since = TimeProvider.System.GetTimestamp();
        for (var turn = 1; slots.ReadInt64((1 - id) * SlotBytes) < round; turn++)
        {
            Thread.MemoryBarrier();
            if (turn % 1024 != 0) { continue; }
            Thread.Yield();
            if (TimeProvider.System.GetElapsedTime(since) > Patience) { throw new TimeoutException($"the other process did not come to version {round}"); }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
