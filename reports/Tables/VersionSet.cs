using System.Collections.Frozen;

namespace RailLife.Reports.Tables;

/// <summary>A table at one version.</summary>
/// <param name="At">When that version was committed, UTC.</param>
/// <param name="Relation">A DuckDB relation in brackets that reads exactly this version.</param>
/// <param name="Columns">Column names in order.</param>
public sealed record TableVersion(string Name, long Version, DateTimeOffset At, string Relation, IReadOnlyList<string> Columns);

/// <summary>All tables, each at one version: what one query sees. Never changes; a newer state is another set.</summary>
public sealed class VersionSet(IEnumerable<TableVersion> tables)
{
    public static readonly VersionSet Empty = new([]);

    private readonly FrozenDictionary<string, TableVersion> _tables = tables.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TableVersion> Tables => _tables;

    public TableVersion? Find(string name) => _tables.GetValueOrDefault(name);
}

/// <summary>Knows the current versions without touching the disk: a read of a field.</summary>
public interface ITableVersions
{
    VersionSet Current { get; }
}
