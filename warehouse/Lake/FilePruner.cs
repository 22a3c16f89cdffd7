namespace RailLife.Lake;

/// <summary>Skips files by partition values and by min, max and null count. When in doubt a file stays.</summary>
internal static class FilePruner
{
    public static IReadOnlyList<DataFile> Prune(Snapshot table, IReadOnlyList<DataFile> files, ReadOnlySpan<ColumnFilter> filters)
    {
        var left = files;
        foreach (var filter in filters)
        {
            var column = table.Schema.Find(filter.Column)
                ?? throw new DeltaTypeException($"table {table.TablePath} has no column {filter.Column}; it has {string.Join(", ", table.Schema.Columns.Select(c => c.Name))}");
            var test = Test(column, filter);
            var isPartition = table.PartitionColumns.Contains(column.Name, StringComparer.OrdinalIgnoreCase);
            left = [.. left.Where(f => isPartition ? InPartition(f, column, test) : InStats(f, column, test))];
        }
        return left;
    }

    // (min, max) of a file -> can a wanted value lie between? A null bound is unknown.
    private static Func<IComparable?, IComparable?, bool> Test(Column column, ColumnFilter filter)
    {
        switch (filter)
        {
            case ColumnFilter.Between between:
                var (low, high) = (StatValue.Of(column, between.Min), StatValue.Of(column, between.Max));
                return (min, max) => !(high is not null && min is not null && min.CompareTo(high) > 0) && !(low is not null && max is not null && max.CompareTo(low) < 0);
            case ColumnFilter.OneOf oneOf:
                var wanted = oneOf.Values.Select(v => StatValue.Of(column, v)).ToArray();
                if (wanted.Contains(null)) { return (_, _) => true; }
                Array.Sort(wanted);
                return (min, max) => AnyBetween(wanted!, min, max);
            default:
                throw new InvalidOperationException($"no test for {filter}");
        }
    }

    private static bool AnyBetween(IComparable[] sorted, IComparable? min, IComparable? max)
    {
        var (from, to) = (0, sorted.Length);
        while (min is not null && from < to)
        {
            var middle = from + ((to - from) / 2);
            if (sorted[middle].CompareTo(min) < 0) { from = middle + 1; } else { to = middle; }
        }
        return from < sorted.Length && (max is null || sorted[from].CompareTo(max) <= 0);
    }

    private static bool InPartition(DataFile file, Column column, Func<IComparable?, IComparable?, bool> test)
    {
        var text = PartitionValue.Find(file.PartitionValues, column.Name);
        if (string.IsNullOrEmpty(text)) { return false; }
        var value = StatValue.OfText(column, text);
        return value is null || test(value, value);
    }

    private static bool InStats(DataFile file, Column column, Func<IComparable?, IComparable?, bool> test)
    {
        if (file.Stats is not { } stats) { return true; }
        if (stats.NumRecords is { } rows && stats.NullCount(column.Name) == rows) { return false; }
        return test(StatValue.OfStat(column, stats.Min(column.Name), isMax: false), StatValue.OfStat(column, stats.Max(column.Name), isMax: true));
    }
}
