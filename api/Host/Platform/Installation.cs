using RailLife.Commerce;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Host.Settings;
using RailLife.Ingest;
using RailLife.Ingest.Tracking;
using RailLife.Lake;
using RailLife.Store;
using RailLife.Warehouse;

namespace RailLife.Host.Platform;

/// <summary>One installation as a process sees it: its settings and the parts that every verb shares, each opened when first asked for.</summary>
public sealed class Installation(PlatformSettings settings, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lazy<IEventLog> _log = new(() => EventLogFactory.Open(settings.Data, clock, settings.ToEventLog(Say)));
    private readonly Lazy<ModelGraph> _graph = new(() => ModelGraph.Load([ModelsFolder]));
    private readonly Lazy<KeyRing> _keys = new(() => KeyRing.Open(settings.Data));
    private readonly SemaphoreSlim _opening = new(1, 1);
    private CoreDatabase? _core;
    private readonly Lazy<ResourceShare> _share = new(() => Divide(settings));

    /// <summary>Where the build puts the models that come with the product.</summary>
    public static string ModelsFolder => Path.Combine(AppContext.BaseDirectory, "models");

    public PlatformSettings Settings => settings;
    public TimeProvider Clock => clock;
    public DeltaLake Lake { get; } = new(settings.LakeFolder, clock, new() { Moment = CrashPoint.Reach });
    public IEventLog Log => _log.Value;
    public ModelGraph Graph => _graph.Value;
    public KeyRing Keys => _keys.Value;
    public IdSource Ids { get; } = new(clock);

    /// <summary>The core database, once <see cref="CoreAsync"/> has brought its tables up to date.</summary>
    public CoreDatabase Core => _core ?? throw new InvalidOperationException("the core database is not open yet; call CoreAsync first");

    public RawSealer Sealer => new(_keys.Value);
    public PersonalHash Hash => new(_keys.Value);
    public ResourceShare Share => _share.Value;

    /// <summary>Takes what client libraries send.</summary>
    /// <exception cref="SettingException">The tracking plan cannot be read.</exception>
    public TrackingCollector NewTracking()
    {
        try
        {
            return new(Log, new(Sealer), Hash, Ids, settings.ToCollector(), clock);
        }
        catch (InvalidDataException e)
        {
            throw new SettingException($"setting Collector:Plan: {e.Message}");
        }
    }

    /// <summary>Opens the core database and applies the steps that it lacks.</summary>
    public async Task<CoreDatabase> CoreAsync(CancellationToken ct)
    {
        await _opening.WaitAsync(ct);
        try
        {
            if (_core is not null) return _core;
            CoreDatabase database = settings.Core.Connection is { Length: > 0 } server ? new PostgresDatabase(server, clock) { Moment = CrashPoint.Reach } : new SqliteDatabase(settings.CoreFile, clock) { Moment = CrashPoint.Reach };
            await Migrator.ApplyAsync(database, CommerceTables.All, ct);
            return _core = database;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>A line for the operator, on standard error: standard output holds answers only.</summary>
    public static void Say(string line) => Console.Error.WriteLine($"raillife: {line}");

    private static ResourceShare Divide(PlatformSettings settings)
    {
        SpillFolder.RemoveLeftovers(settings.TempFolder);
        return ResourceShare.Divide(settings.ToResources(), settings.TempFolder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_core is not null) await _core.DisposeAsync();
        _opening.Dispose();
        if (_log.IsValueCreated) await _log.Value.DisposeAsync();
    }
}
