using System.Collections.Frozen;
using RailLife.Lake;

namespace RailLife.Reports.Tables;

/// <summary>A table at one version.</summary>
/// <param name="name">As in SQL.</param>
/// <param name="version">The table's own count of commits.</param>
/// <param name="at">When that version was committed, UTC.</param>
/// <param name="columns">Column names in order.</param>
/// <param name="relation">Makes a DuckDB relation in brackets that reads exactly this version.</param>
public sealed class TableVersion(string name, long version, DateTimeOffset at, IReadOnlyList<string> columns, Func<string> relation)
{
    private readonly Lazy<string> _relation = new(relation);

    public static TableVersion Of(string name, Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(name, snapshot.Version, snapshot.Timestamp, [.. snapshot.Schema.Columns.Select(c => c.Name)], () => snapshot.ScanSql());
    }

    public string Name => name;

    public long Version => version;

    public DateTimeOffset At => at;

    public IReadOnlyList<string> Columns => columns;

    public string Relation => _relation.Value;
}

/// <summary>All tables, each at one version: what one query sees. Never changes; a newer state is another set.</summary>
public sealed class VersionSet(IEnumerable<TableVersion> tables)
{
    public static readonly VersionSet Empty = new([]);

    private readonly FrozenDictionary<string, TableVersion> _tables = tables.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TableVersion> Tables => _tables;

    public TableVersion? Find(string name) => _tables.GetValueOrDefault(name);
}

/// <summary>Knows the current versions; asking is nearly always the read of a field.</summary>
public interface ITableVersions
{
    VersionSet Current { get; }
}
