using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Warehouse;

internal sealed partial class ModelStep
{
    // What a touched key may have to be read for: an order has about seven events and rows.
    private const int RowsPerKey = 8;

    /// <summary>Writes the model's rows, a range of its key after the other when they are many.</summary>
    /// <param name="touched">Rows of these keys only; null = all.</param>
    private void WriteRows(TouchedKeys? touched, ParquetOptions how)
    {
        var slices = Slices(touched);
        foreach (var slice in slices)
            Write(_relations.Query(model, KeyFilter.Of(touched, slice, model.Key)), how);
        if (slices.Count == 0)
            Write(_relations.Query(model, touched is null ? null : KeyFilter.Of(touched, null, model.Key)), how);
    }

    private IReadOnlyList<KeySlice> Slices(TouchedKeys? touched)
    {
        if (model.Key.Count == 0)
            return [];
        if (touched is not null)
            return touched.Count * RowsPerKey <= options.SliceRows ? [] : KeySlice.Of(connection, model.Key[0], [$"select {Columns(model.Key)} from {touched.Table}"], options.SliceRows / RowsPerKey);
        var inputs = graph.Inputs(model).Where(input => !model.References.Contains(input) && graph.Sources.All(s => s.PinnedBy != input)).ToList();
        if (inputs.Sum(input => world.Find(input)?.Rows ?? 0) <= options.SliceRows)
            return [];
        var all = inputs.ToDictionary(input => input, input => SourceChanges.Everything(world.Find(input)));
        return KeySlice.Of(connection, model.Key[0], new ChangedRows(world, graph, _relations, all).Keys(model), options.SliceRows);
    }

    /// <summary>The model's files that hold a touched key, each with the number of such rows.</summary>
    private List<(DataFile File, long Rows)> FilesWith(KeyFilter touched, Snapshot snapshot)
    {
        var byPath = touched.Files(snapshot).ToDictionary(snapshot.FullPath);
        if (byPath.Count == 0)
            return [];
        return [.. connection.Rows($"""
            select kept.filename, count(*)
            from (select {Columns(touched.Columns.Select(c => c.Relation))}, filename from read_parquet({DuckSql.List(byPath.Keys)}, filename = true)) kept
            semi join {touched.Touched!.Table} on {touched.On("kept")}
            group by kept.filename
            """).Select(row => (byPath[(string)row[0]!], (long)row[1]!))];
    }

    /// <summary>Takes files out of the table and writes their other rows anew, as rows that did not change.</summary>
    private void CarryOn(DeltaCommit commit, IReadOnlyList<DataFile> files, KeyFilter touched)
    {
        var small = files.Where(f => f.Bytes < options.SmallFileBytes).ToList();
        foreach (var group in files.Except(small).Select(f => new List<DataFile> { f }).Append(small).Where(g => g.Count > 0))
        {
            Write($"select kept.* from {commit.Base.ScanSql(group)} kept anti join {touched.Touched!.Table} on {touched.On("kept")}", new ParquetOptions { DataChange = false });
            foreach (var file in group)
                commit.Remove(file);
        }
    }

    private bool Concerned(string condition, Snapshot own, Plan plan)
    {
        var name = model.Refs.Single();
        if (plan.Changes.Values.Any(c => c.Unfollowable is not null))
            return true;
        var rows = new ChangedRows(world, graph, _relations, plan.Changes);
        var parts = new List<string>();
        if (rows.New(name) is { } fresh)
            parts.Add($"select *, false as is_left from {fresh}");
        parts.AddRange(rows.Left(graph.Model(name)).Select(left => $"select *, true as is_left from {left}"));
        // Before the first rows everything concerns it: a comparison with nothing is never true.
        return parts.Count > 0 && (own.Files.Count == 0 || connection.Scalar<bool>(
            $"with this as (select * from {own.ScanSql()}), changed as ({string.Join(" union all ", parts)}) select exists (select 1 from changed where {condition})"));
    }

    private bool SameRows(Snapshot before)
    {
        if ((before.Rows ?? -1) != _written.Sum(f => f.Stats?.NumRecords ?? 0))
            return false;
        if (_written.Count == 0)
            return true;
        var (old, now) = (before.ScanSql(), before.ScanSql(_written));
        return !connection.Scalar<bool>($"select exists (select * from {now} except all select * from {old})");
    }
}
