using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>What a step did.</summary>
internal sealed record StepResult(BuildMode Mode, string Reason, long Rows, int Files);

/// <summary>Brings one stored model up to date in one commit: write, audit, publish.</summary>
internal sealed partial class ModelStep(ModelFile model, World world, ModelGraph graph, DuckDbConnection connection, BuildOptions options)
{
    private readonly Relations _relations = new(world, graph);
    private readonly DeltaTable _table = world.Table(model.Name);
    private readonly List<DataFile> _written = [];

    /// <exception cref="ModelCheckException">A check failed; what was written is gone again.</exception>
    public StepResult Run(bool full)
    {
        try
        {
            return Step(full);
        }
        catch
        {
            foreach (var file in _written)
                File.Delete(Path.Combine(_table.Path, file.Path));
            throw;
        }
    }

    private StepResult Step(bool full)
    {
        var commit = _table.Exists() ? _table.Begin() : null;
        var plan = new Planner(world, graph).Decide(model, commit?.Base, full);
        return plan.Mode switch
        {
            BuildMode.Full => Full(commit, plan),
            BuildMode.ByKey => ByKey(commit!, plan),
            BuildMode.Append => Append(commit!, plan),
            BuildMode.Table => Table(commit!, plan),
            _ => Idle(commit!, plan.Reason),
        };
    }

    private StepResult Full(DeltaCommit? commit, Plan plan)
    {
        var query = _relations.Query(model);
        var schema = TableSchema.OfSelect(connection, query);
        Classified(schema);
        if (commit is null)
        {
            _table.Create(schema, []);
            commit = _table.Begin();
        }
        if (!commit.Base.Schema.Equals(schema))
            commit.SetSchema(schema);
        WriteRows(null, new ParquetOptions { Schema = schema });
        Audit(commit.Base, _written, []);
        return Publish(commit.RemoveWhere(_ => true).SetConfiguration(CommitInfo.Fingerprint, graph.Fingerprint(model)), BuildMode.Full, plan.Reason);
    }

    private StepResult ByKey(DeltaCommit commit, Plan plan)
    {
        var keys = new ChangedRows(world, graph, _relations, plan.Changes).Keys(model);
        var changed = TouchedKeys.Of(connection, model.Key, keys);
        if (changed.Count == 0)
            return Idle(commit, $"{plan.Reason}, no key of this model");
        var (count, touched) = (changed.Count, KeyFilter.Of(changed, null, model.Key));
        var replaced = FilesWith(touched, commit.Base);
        if (replaced.Sum(r => r.Rows) > options.ReplacedShareMax * (commit.Base.Rows ?? 0) && commit.Base.Rows > 1000)
            return Full(commit, plan with { Reason = $"{plan.Reason}: {count} keys with more than {options.ReplacedShareMax:P0} of the rows" });
        WriteRows(changed, ParquetOptions.Default);
        var fresh = _written.ToList();
        CarryOn(commit, [.. replaced.Select(r => r.File)], touched);
        Audit(commit.Base, fresh, commit.Base.Files.Except(replaced.Select(r => r.File)));
        return Publish(commit, BuildMode.ByKey, $"{plan.Reason}: {count} keys");
    }

    private StepResult Append(DeltaCommit commit, Plan plan)
    {
        var rows = new ChangedRows(world, graph, _relations, plan.Changes);
        Write(_relations.Query(model, source => rows.NewEvents(source) ?? $"({source.EmptySql})"), ParquetOptions.Default);
        var fresh = _written.ToList();
        // Rows that other rows were made from, and that no longer count, are found again by the rows they make.
        var leaving = new List<DataFile>();
        var gone = graph.Sources.Where(s => graph.Inputs(model).Contains(s.Name) && rows.RetractedEvents(s) is not null).ToList();
        if (gone.Count > 0)
        {
            var rowsLeaving = $"select {Columns(model.Grain)} from ({_relations.Query(model, source => rows.RetractedEvents(source) ?? $"({source.EmptySql})")})";
            var leavers = TouchedKeys.Of(connection, model.Grain, [rowsLeaving]);
            if (leavers.Count > 0)
            {
                var touched = KeyFilter.Of(leavers, null, model.Grain);
                leaving.AddRange(FilesWith(touched, commit.Base).Select(r => r.File));
                CarryOn(commit, leaving, touched);
            }
        }
        if (_written.Count == 0)
            return Idle(commit, $"{plan.Reason}, no row of this model");
        Audit(commit.Base, fresh, commit.Base.Files.Except(leaving));
        return Publish(commit, BuildMode.Append, plan.Reason);
    }

    private StepResult Table(DeltaCommit commit, Plan plan)
    {
        if (model.RerunWhen is { } condition && !Concerned(condition, commit.Base, plan))
            return Idle(commit, $"{plan.Reason}, none that it depends on");
        Write(_relations.Query(model), ParquetOptions.Default);
        if (SameRows(commit.Base))
        {
            foreach (var file in _written)
                File.Delete(Path.Combine(_table.Path, file.Path));
            _written.Clear();
            return Idle(commit, $"{plan.Reason}, the same rows as before", record: true);
        }
        Audit(commit.Base, _written, []);
        return Publish(commit.RemoveWhere(_ => true), BuildMode.Table, plan.Reason);
    }

    // What is consumed is recorded now and then only: an idle model makes no commit per commit of its sources.
    private StepResult Idle(DeltaCommit commit, string reason, bool record = false)
    {
        var behind = graph.Inputs(model).Max(input => (long?)world.Version(input) - (commit.Base.Txn(CommitInfo.Txn(input)) ?? -1)) ?? 0;
        if (behind >= options.IdleVersionsMax || (record && behind > 0))
        {
            Consume(commit).Info("STREAMING UPDATE").Commit();
            world.Forget(model.Name);
        }
        return new StepResult(BuildMode.Skip, reason, 0, 0);
    }

    private StepResult Publish(DeltaCommit commit, BuildMode mode, string reason)
    {
        foreach (var file in _written)
            commit.Add(file);
        Consume(commit).Info(mode == BuildMode.Append ? "STREAMING UPDATE" : "WRITE", new Dictionary<string, object?>
        {
            [CommitInfo.Rebuilt] = mode is BuildMode.Full or BuildMode.Table,
            ["raillifeMode"] = mode.ToString(),
        });
        options.Moment?.Invoke("build");
        commit.Commit();
        world.Forget(model.Name);
        options.Moment?.Invoke("built");
        return new StepResult(mode, reason, _written.Where(f => f.DataChange).Sum(f => f.Stats?.NumRecords ?? 0), _written.Count);
    }

    private DeltaCommit Consume(DeltaCommit commit)
    {
        foreach (var input in graph.Inputs(model))
        {
            if (world.Version(input) is >= 0 and var version && commit.Base.Txn(CommitInfo.Txn(input)) is var consumed && consumed != version)
                commit.SetTxn(CommitInfo.Txn(input), version, consumed);
        }
        return commit;
    }

    private void Write(string query, ParquetOptions how)
    {
        if (ParquetWriter.Write(connection, _table, query, how) is { } file)
            _written.Add(file);
    }

    // A file a slice: their keys differ, and with them their grains, so each is audited by itself.
    private void Audit(Snapshot snapshot, IReadOnlyList<DataFile> fresh, IEnumerable<DataFile> staying)
    {
        foreach (var file in fresh)
            Checks.Rows(connection, model, snapshot.ScanSql, [file]);
        Checks.Sets(connection, model, snapshot.ScanSql, fresh, [.. staying, .. _written]);
    }

    private void Classified(TableSchema schema)
    {
        if (!model.IsPublished)
            return;
        var columns = schema.Columns.Select(c => c.Name).ToList();
        var missing = columns.Where(c => model.Columns.All(d => d.Name != c)).ToList();
        if (missing.Count > 0)
            throw new ModelException($"{model.Path}: found no 'column' line for {string.Join(", ", missing)}; expected one for every column: -- column NAME: public|internal|personal; unit; zh 中文名; en English name");
        var gone = model.Columns.Where(d => !columns.Contains(d.Name)).Select(d => d.Name).ToList();
        if (gone.Count > 0)
            throw new ModelException($"{model.Path}: found 'column' lines for {string.Join(", ", gone)}, which the query does not have; expected them gone, or the columns back");
    }

    private static string Columns(IEnumerable<string> names) => string.Join(", ", names.Select(DuckSql.Identifier));
}
