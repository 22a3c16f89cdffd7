using RailLife.Warehouse;

namespace RailLife.Host.Platform;

/// <summary>
/// Which models are built next. What is promised within seconds, with all that it reads, is brought up to date in rounds of its own; the
/// others follow one by one in between, for at most half of the time, so that a slow one does not hold up the prompt ones for long.
/// </summary>
public sealed class BuildSchedule
{
    private static readonly TimeSpan PromptWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hardly = TimeSpan.FromMilliseconds(100);

    private readonly ModelGraph _graph;
    private readonly TimeSpan _interval;
    private readonly List<string> _prompt, _others;
    private readonly Dictionary<string, long> _reached;
    private readonly HashSet<string> _looked = [];
    private DateTimeOffset _promptAgainAt, _otherAgainAt;

    /// <param name="interval">Least time from the start of one prompt round to that of the next.</param>
    /// <param name="reached">Per model, the version of ods_duplicate at which earlier processes left it.</param>
    public BuildSchedule(ModelGraph graph, TimeSpan interval, IReadOnlyDictionary<string, long> reached)
    {
        (_graph, _interval) = (graph, interval);
        var promised = graph.Models.Where(m => m.FreshWithin <= PromptWithin).Select(m => "+" + m.Name).ToList();
        _prompt = promised.Count == 0 ? [] : [.. graph.Select(string.Join(',', promised)).Where(m => m.IsStored).Select(m => m.Name)];
        _others = [.. graph.Models.Where(m => m.IsStored && !_prompt.Contains(m.Name)).Select(m => m.Name)];
        _reached = _prompt.Concat(_others).ToDictionary(m => m, m => reached.GetValueOrDefault(m, -1));
    }

    /// <summary>The stored models there are.</summary>
    public IReadOnlyCollection<string> Models => _reached.Keys;

    /// <summary>The version of ods_duplicate that stands in a model; -1 = none.</summary>
    public long Reached(string model) => _reached[model];

    /// <summary>The version of ods_duplicate that stands in every model.</summary>
    public long Seen => _reached.Count == 0 ? -1 : _reached.Values.Min();

    /// <summary>The models to build now, in order; empty = none.</summary>
    /// <param name="seen">The newest version of ods_duplicate.</param>
    public IReadOnlyList<string> Next(long seen, DateTimeOffset now)
    {
        if (now >= _otherAgainAt && _others.Where(m => IsDue(m, seen)).MinBy(m => _reached[m]) is { } other) return [other];
        return now >= _promptAgainAt && _prompt.Any(m => IsDue(m, seen)) ? _prompt : [];
    }

    /// <param name="models">What was built, or needed no building, in build order.</param>
    /// <param name="seen">The version of ods_duplicate when the build began.</param>
    public void Built(IReadOnlyCollection<string> models, long seen, DateTimeOffset started, DateTimeOffset ended)
    {
        foreach (var model in models)
        {
            _looked.Add(model);
            _reached[model] = Math.Max(_reached[model], Reachable(model, seen));
        }
        if (models.Intersect(_prompt).Any()) _promptAgainAt = started + _interval;
        // One with next to nothing to do holds up nobody, and the next may follow at once.
        else if (ended - started > Hardly) _otherAgainAt = ended + (ended - started);
    }

    // Not before what it reads: an empty lake has no rows of that yet.
    private bool IsDue(string model, long seen) =>
        _looked.Contains(model) ? _reached[model] < Reachable(model, seen) : _prompt.Contains(model) || Upstream(model).All(_looked.Contains);

    // A model stands no further than the models that it reads.
    private long Reachable(string model, long seen) => Upstream(model).Select(Reached).Append(seen).Min();

    private IEnumerable<string> Upstream(string model) => _graph.Inputs(_graph.Model(model)).Where(_reached.ContainsKey);
}
