using System.Diagnostics;
using RailLife.Bench.Load;
using RailLife.DuckDb;

namespace RailLife.Bench.Benches;

/// <summary>The limit: the same bytes as one text column, appended and copied to Parquet; no log, no parsing, no commit.</summary>
internal static class RawBaseline
{
    private const int RowsPerFile = 50_000;

    /// <summary>Events per second with a worker per core, one DuckDB thread each, the codec and level of ingest.</summary>
    public static double Run(EventPool pool, int events, int workers, string folder)
    {
        Directory.CreateDirectory(folder);
        using var database = DuckDbDatabase.Open(new() { Threads = 1 });
        var texts = pool.Take(RowsPerFile * 2).Select(e => e.Value.ToArray()).ToArray();
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, workers).Select(worker =>
        {
            var thread = new Thread(() => Work(database, texts, worker, events / workers, folder));
            thread.Start();
            return thread;
        }).ToList();
        threads.ForEach(t => t.Join());
        var rate = events / watch.Elapsed.TotalSeconds;
        Directory.Delete(folder, recursive: true);
        return rate;
    }

    private static void Work(DuckDbDatabase database, byte[][] texts, int worker, int events, string folder)
    {
        using var connection = database.Connect();
        for (int done = 0, file = 0; done < events; file++)
        {
            connection.Execute("create or replace temp table raw (value varchar)");
            using (var appender = connection.OpenAppender("raw"))
            {
                for (var i = 0; i < RowsPerFile && done < events; i++, done++)
                {
                    appender.SetUtf8(0, texts[(done + worker) % texts.Length]);
                    appender.NextRow();
                }
            }
            connection.Execute($"copy raw to {DuckSql.Literal(Path.Combine(folder, $"{worker}-{file}.parquet"))} (format parquet, compression zstd, compression_level 1)");
        }
    }
}
