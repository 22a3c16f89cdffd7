using System.Diagnostics;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>
/// Brings stored models up to date, each in one commit of its own: a build that is killed goes on where it stopped. One build at a time;
/// whoever calls holds the lease.
/// </summary>
public sealed class WarehouseBuilder(DeltaLake lake, ModelGraph graph, DuckDbDatabase database, TimeProvider clock, BuildOptions? options = null)
{
    private const int Attempts = 3;

    private readonly BuildOptions _options = options ?? new BuildOptions();

    private volatile string? _building;

    public ModelGraph Graph => graph;

    /// <summary>The model that is being built now; null = none.</summary>
    public string? Building => _building;

    /// <summary>Builds what is selected. A model that fails keeps its old rows; what reads it is not built, all else is.</summary>
    public BuildReport Build(BuildRequest? request = null, CancellationToken ct = default)
    {
        request ??= new BuildRequest();
        var (startedAt, start) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        var world = new World(lake, graph);
        var results = new List<ModelResult>();
        var selected = graph.Select(request.Select);
        var failed = request.Failed?.Except(selected.Select(m => m.Name)).ToHashSet() ?? [];
        using var connection = database.Connect();
        using var stop = ct.Register(connection.Interrupt);
        foreach (var model in selected)
        {
            ct.ThrowIfCancellationRequested();
            results.Add(Build(model, request.Full, world, connection, failed, ct));
        }
        return new BuildReport(results, startedAt, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>What <see cref="Build"/> would do now, without doing it.</summary>
    public BuildReport Explain(BuildRequest? request = null)
    {
        request ??= new BuildRequest();
        var world = new World(lake, graph);
        var planner = new Planner(world, graph);
        var changing = new HashSet<string>();
        var results = new List<ModelResult>();
        foreach (var model in graph.Select(request.Select))
        {
            var stored = model.IsStored ? world.Find(model.Name) : null;
            var plan = planner.Decide(model, stored, request.Full);
            if (plan.Mode == BuildMode.Skip && graph.Inputs(model).FirstOrDefault(changing.Contains) is { } upstream)
                plan = Plan.Of(Usual(model), $"reads {upstream}, which will change");
            if (plan.Mode is not (BuildMode.Skip or BuildMode.View))
                changing.Add(model.Name);
            results.Add(new ModelResult(model.Name, plan.Mode, plan.Reason, 0, 0, 0, stored?.Version ?? -1));
        }
        return new BuildReport(results, clock.GetUtcNow(), 0);
    }

    private ModelResult Build(ModelFile model, bool full, World world, DuckDbConnection connection, HashSet<string> failed, CancellationToken ct)
    {
        if (!model.IsStored)
            return new ModelResult(model.Name, BuildMode.View, "computed when read", 0, 0, 0, -1);
        if (graph.Inputs(model).FirstOrDefault(failed.Contains) is { } upstream)
        {
            failed.Add(model.Name);
            return new ModelResult(model.Name, BuildMode.Blocked, $"{upstream} failed", 0, 0, 0, world.Version(model.Name));
        }
        var start = Stopwatch.GetTimestamp();
        _building = model.Name;
        try
        {
            var result = Step(model, full, world, connection);
            return new ModelResult(model.Name, result.Mode, result.Reason, result.Rows, result.Files, Millis(start), world.Version(model.Name));
        }
        catch (Exception e) when (e is ModelCheckException or ModelException or DuckDbException or DeltaException && !ct.IsCancellationRequested)
        {
            failed.Add(model.Name);
            return new ModelResult(model.Name, BuildMode.Failed, e.Message, 0, 0, Millis(start), world.Version(model.Name));
        }
        finally
        {
            _building = null;
        }
    }

    // Compaction may take away a file that a step replaces; the step is then decided anew.
    private StepResult Step(ModelFile model, bool full, World world, DuckDbConnection connection)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new ModelStep(model, world, graph, connection, _options).Run(full);
            }
            catch (Exception e) when (e is CommitConflictException && attempt < Attempts)
            {
                world.Forget(model.Name);
            }
        }
    }

    private static BuildMode Usual(ModelFile model) => model.Materialization switch
    {
        Materialization.Append => BuildMode.Append,
        Materialization.ByKey => BuildMode.ByKey,
        _ => BuildMode.Table,
    };

    private static long Millis(long start) => (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}
