using System.Globalization;
using System.Text;
using RailLife.EventLog;
using RailLife.EventLog.Embedded;
using RailLife.Store;

namespace RailLife.Bench.EventLog;

/// <summary>Processes that tests and proofs of the event log start and kill.</summary>
public static class LogChildren
{
    /// <summary><c>lease FOLDER</c>: takes the lease "ingest", says <c>taken</c>, keeps it until stdin ends.</summary>
    public static async Task<int> LeaseAsync(string[] args)
    {
        using var lease = Lease.Take(args[0], "ingest", TimeProvider.System);
        Console.WriteLine("taken");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary><c>log-append FOLDER FIRST CALLS PER_CALL SEGMENT_BYTES</c>: appends numbered records and prints the last number of each durable call.</summary>
    public static async Task<int> AppendAsync(string[] args)
    {
        var (first, calls, perCall) = (Number(args[1]), Number(args[2]), Number(args[3]));
        await using var log = new EmbeddedEventLog(args[0], TimeProvider.System, new EmbeddedLogOptions { SegmentBytesMax = Number(args[4]) });
        for (var call = 0; call < calls; call++)
        {
            await log.AppendAsync([.. Enumerable.Range(first + (call * perCall), perCall).Select(Entry)], CancellationToken.None);
            Console.WriteLine(first + ((call + 1) * perCall) - 1);
        }
        return 0;
    }

    /// <summary>Record number i of the topic <c>raillife.order</c>; its value starts with the number.</summary>
    public static LogEntry Entry(int i) =>
        new("raillife.order", Encoding.UTF8.GetBytes($"order-{i % 97}"), Encoding.UTF8.GetBytes($"{i}:" + new string((char)('a' + (i % 26)), 300)));

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
