using System.Text.Json;

namespace RailLife.Warehouse;

/// <summary>Data flows from one to the other.</summary>
public sealed record LineageEdge(string From, string To);

/// <summary>Which table comes from which: events, sources, views and stored models.</summary>
public sealed class Lineage
{
    private Lineage(IReadOnlyList<LineageEdge> edges) => Edges = edges;

    /// <summary>In build order; an event type points to the staging view that reads it.</summary>
    public IReadOnlyList<LineageEdge> Edges { get; }

    public static Lineage Of(ModelGraph graph) => new([.. graph.Models.SelectMany(model =>
        model.Events.Select(type => new LineageEdge(type, model.Name)).Concat(model.Refs.Select(name => new LineageEdge(name, model.Name))))]);

    /// <summary>Everything that a table's rows come from, nearest first.</summary>
    public IReadOnlyList<string> Upstream(string name) => Walk(name, e => e.To, e => e.From);

    /// <summary>Everything that is made from a table, nearest first.</summary>
    public IReadOnlyList<string> Downstream(string name) => Walk(name, e => e.From, e => e.To);

    /// <summary>An array of {"from", "to"}.</summary>
    public string ToJson() => JsonSerializer.Serialize(Edges, JsonSerializerOptions.Web);

    private List<string> Walk(string start, Func<LineageEdge, string> here, Func<LineageEdge, string> there)
    {
        var found = new List<string>();
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out var next))
        {
            foreach (var name in Edges.Where(e => here(e) == next).Select(there).Where(n => !found.Contains(n)))
            {
                found.Add(name);
                open.Enqueue(name);
            }
        }
        return found;
    }
}
