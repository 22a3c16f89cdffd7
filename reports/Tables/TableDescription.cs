using RailLife.Reports.Definitions;
using RailLife.Warehouse;

namespace RailLife.Reports.Tables;

/// <summary>What a model's header says about one of its columns.</summary>
/// <param name="Privacy">public, internal or personal.</param>
public sealed record ColumnDescription(string Name, string Unit, string Privacy, Words Title);

/// <summary>What a model's header says about its table.</summary>
/// <param name="Sources">Tables and events that it is made of.</param>
public sealed record TableDescription(string Name, string About, string Grain, string Owner, string Materialize, IReadOnlyList<string> Sources, IReadOnlyList<ColumnDescription> Columns);

/// <summary>The descriptions of the published tables (dim_ fct_ subject_ rpt_), from the models' headers.</summary>
public sealed class TableDescriptions(IEnumerable<TableDescription> tables)
{
    private static readonly string[] PublishedPrefixes = ["dim_", "fct_", "subject_", "rpt_"];

    private readonly Dictionary<string, TableDescription> _byName = tables.ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>Of the engine's model files.</summary>
    public static TableDescriptions Of(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new(graph.Models.Where(m => m.IsPublished).Select(m => new TableDescription(
            m.Name, m.Description, string.Join(", ", m.Grain), m.Owner, m.Materialization.ToString().ToLowerInvariant(), graph.Inputs(m),
            [.. m.Columns.Select(c => new ColumnDescription(c.Name, c.Unit, c.Privacy.ToString().ToLowerInvariant(), new Words(c.Chinese, c.English)))])));
    }

    public IReadOnlyCollection<TableDescription> All => _byName.Values;

    public TableDescription? Find(string table) => _byName.GetValueOrDefault(table);

    /// <summary>True for tables that analysts read; raw and staged data are not published.</summary>
    public static bool IsPublished(string table) => PublishedPrefixes.Any(p => table.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Columns that only a signed-in person with the right may see.</summary>
    public IReadOnlySet<string> Personal(string table) =>
        Find(table) is { } found ? found.Columns.Where(c => c.Privacy == "personal").Select(c => c.Name).ToHashSet(StringComparer.Ordinal) : [];
}
