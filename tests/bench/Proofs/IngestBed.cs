using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Ingest;
using RailLife.Lake;

namespace RailLife.Bench.Proofs;

/// <summary>Log, lake and ingest in one folder, as an installation has them; for proofs and tests.</summary>
public sealed class IngestBed : IAsyncDisposable
{
    private IngestService? _service;

    public IngestBed(string folder, IngestOptions? options = null, Action<string>? say = null)
    {
        Folder = folder;
        Options = options ?? new IngestOptions { FlushMs = 20, PollMs = 5 };
        Say = say ?? (_ => { });
        Log = EventLogFactory.Open(folder, TimeProvider.System, new EventLogSettings());
        Lake = new DeltaLake(Path.Combine(folder, "lake"), TimeProvider.System, new LakeOptions { Moment = CrashPoint.Reach });
        Ring = KeyRing.Open(folder);
        Database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
        Rejected = new RejectedService(Lake, Database, new RawSealer(Ring), Log, TimeProvider.System);
    }

    public string Folder { get; }

    public IngestOptions Options { get; }

    public IEventLog Log { get; }

    public DeltaLake Lake { get; }

    public KeyRing Ring { get; }

    public DuckDbDatabase Database { get; }

    public RejectedService Rejected { get; }

    public Action<string> Say { get; }

    public IngestService Service => _service ?? throw new InvalidOperationException("ingest is not started; call Start");

    public IngestService Start()
    {
        _service = new IngestService(Log, Lake, new RawSealer(Ring), TimeProvider.System, Options, report: Say);
        _service.Start();
        return _service;
    }

    public async Task StopAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
            _service = null;
        }
    }

    /// <summary>Appends, then takes everything in, with ingest running only meanwhile.</summary>
    public async Task TakeInAsync(IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        await Log.AppendAsync(entries, ct);
        await DrainAsync(ct);
    }

    /// <summary>Runs ingest until it has taken in all of the log.</summary>
    public async Task DrainAsync(CancellationToken ct)
    {
        await Start().DrainAsync(ct);
        await StopAsync();
    }

    /// <summary>Rows of a query in which <c>{table}</c> stands for a lake table.</summary>
    public List<object?[]> Rows(string sql, params object?[] args)
    {
        using var connection = Database.Connect();
        return connection.Rows(Named(sql), args);
    }

    public T Scalar<T>(string sql, params object?[] args)
    {
        using var connection = Database.Connect();
        return connection.Scalar<T>(Named(sql), args);
    }

    /// <summary>Bronze of a topic without the rows that ods_duplicate names: what silver sees.</summary>
    public static string Silver(string topic) =>
        $"""(from {$"{{{IngestTables.BronzeOf(topic)}}}"} anti join (select "partition", "offset" from {$"{{{IngestTables.Duplicate}}}"} where topic = '{topic}') as void using ("partition", "offset"))""";

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Log.DisposeAsync();
        Database.Dispose();
    }

    private string Named(string sql) => Lake.Names().Aggregate(sql, (text, name) =>
        text.Contains($"{{{name}}}", StringComparison.Ordinal) ? text.Replace($"{{{name}}}", Lake.Table(name).Read().ScanSql(), StringComparison.Ordinal) : text);
}
