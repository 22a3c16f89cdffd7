using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RailLife.Warehouse;

/// <summary>All models and sources by name, in an order in which each comes after what it reads.</summary>
public sealed partial class ModelGraph
{
    private readonly Dictionary<string, ModelFile> _byName;
    private readonly Dictionary<string, SourceTable> _sources;
    private readonly Dictionary<string, string> _fingerprints = [];

    private ModelGraph(Dictionary<string, ModelFile> byName, Dictionary<string, SourceTable> sources, IReadOnlyList<ModelFile> ordered)
    {
        _byName = byName;
        _sources = sources;
        Models = ordered;
    }

    /// <summary>Views and stored models; sources not among them.</summary>
    public IReadOnlyList<ModelFile> Models { get; }

    public IReadOnlyCollection<SourceTable> Sources => _sources.Values;

    /// <summary>Reads every *.sql file of the folders; a folder that is missing is an error.</summary>
    public static ModelGraph Load(IEnumerable<string> folders)
    {
        var files = new List<ModelFile>();
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
                throw new ModelException($"found no model folder {folder}; expected a folder with .sql files");
            files.AddRange(Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(ModelParser.ParseFile));
        }
        return From(files);
    }

    /// <exception cref="ModelException">A name twice, a ref() to nothing, a cycle, a key without a reason.</exception>
    public static ModelGraph From(IReadOnlyList<ModelFile> files)
    {
        var byName = new Dictionary<string, ModelFile>();
        var sources = new Dictionary<string, SourceTable>();
        foreach (var file in files)
        {
            if (file.Materialization == Materialization.Source)
            {
                foreach (var source in file.SourceNames)
                {
                    if (!sources.TryAdd(source.Table, new SourceTable(source.Table, source.Topic, file.PinnedBy, file.Sql)))
                        throw new ModelException($"{file.Path}: found the source {source.Table} a second time; expected each once");
                }
            }
            else if (!byName.TryAdd(file.Name, file))
            {
                throw new ModelException($"{file.Path}: found a second model {file.Name} beside {byName[file.Name].Path}; expected names that are unique over all folders");
            }
        }
        foreach (var file in byName.Values)
        {
            foreach (var name in file.Refs.Where(name => !byName.ContainsKey(name) && !sources.ContainsKey(name)))
                throw new ModelException($"{file.Path}: found ref('{name}'), which is no model and no source; expected one of {string.Join(", ", Nearest(name, byName.Keys.Concat(sources.Keys)))}");
            Check(file, byName);
        }
        return new ModelGraph(byName, sources, Order(byName));
    }

    public ModelFile Model(string name) =>
        _byName.TryGetValue(name, out var model) ? model : throw new ModelException($"found no model {name}; expected one of {string.Join(", ", Nearest(name, _byName.Keys))}");

    public bool TryModel(string name, out ModelFile model) => _byName.TryGetValue(name, out model!);

    public SourceTable Source(string name) => _sources[name];

    public bool IsSource(string name) => _sources.ContainsKey(name);

    /// <summary>The lake tables that a model's rows come from, through views: sources, stored models, and the tables that pin the sources.</summary>
    public IReadOnlyList<string> Inputs(ModelFile model)
    {
        var inputs = new SortedSet<string>(StringComparer.Ordinal);
        Collect(model);
        return [.. inputs];

        void Collect(ModelFile reader)
        {
            foreach (var name in reader.Refs)
            {
                if (_sources.TryGetValue(name, out var source))
                {
                    inputs.Add(name);
                    if (source.PinnedBy is { } pin)
                        inputs.Add(pin);
                }
                else if (_byName[name] is { IsStored: false } view)
                {
                    Collect(view);
                }
                else
                {
                    inputs.Add(name);
                }
            }
        }
    }

    /// <summary>Changes with the model's own text and that of every view it reads: what a full rebuild depends on.</summary>
    public string Fingerprint(ModelFile model)
    {
        if (_fingerprints.TryGetValue(model.Name, out var known))
            return known;
        var text = new StringBuilder("engine 1\n");
        text.Append(model.Materialization).Append('|').AppendJoin(',', model.Key).Append('|').AppendJoin(',', model.Grain).Append('\n');
        text.Append(Whitespace().Replace(SqlTemplate.Render(model.Sql, name => $"ref('{name}')"), " ")).Append('\n');
        foreach (var name in model.Refs)
        {
            if (_byName.TryGetValue(name, out var upstream) && !upstream.IsStored)
                text.Append(name).Append('=').Append(Fingerprint(upstream)).Append('\n');
        }
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
        return _fingerprints[model.Name] = fingerprint;
    }

    /// <summary>
    /// The models of a selection, in build order: <c>name</c>, <c>+name</c> with all it reads, <c>name+</c> with all that read it,
    /// <c>+name+</c>; several separated by spaces or commas; null = all.
    /// </summary>
    public IReadOnlyList<ModelFile> Select(string? selection)
    {
        if (string.IsNullOrWhiteSpace(selection))
            return Models;
        var chosen = new HashSet<string>();
        foreach (var item in selection.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var start = Model(item.Trim('+'));
            chosen.Add(start.Name);
            if (item.StartsWith('+'))
                chosen.UnionWith(Upstream(start));
            if (item.EndsWith('+'))
                chosen.UnionWith(Models.Where(m => Upstream(m).Contains(start.Name)).Select(m => m.Name));
        }
        return [.. Models.Where(m => chosen.Contains(m.Name))];
    }

    private HashSet<string> Upstream(ModelFile model)
    {
        var names = new HashSet<string>();
        var open = new Stack<ModelFile>([model]);
        while (open.TryPop(out var next))
        {
            foreach (var name in next.Refs)
            {
                if (_byName.TryGetValue(name, out var upstream) && names.Add(name))
                    open.Push(upstream);
            }
        }
        return names;
    }

    private static List<ModelFile> Order(Dictionary<string, ModelFile> byName)
    {
        var ordered = new List<ModelFile>();
        var done = new HashSet<string>();
        var path = new List<string>();
        // What is promised freshest comes first, with what it reads.
        foreach (var model in byName.Values.OrderBy(m => m.FreshWithin ?? TimeSpan.MaxValue).ThenBy(m => m.Name, StringComparer.Ordinal))
            Visit(model.Name);
        return ordered;

        void Visit(string name)
        {
            if (done.Contains(name) || !byName.TryGetValue(name, out var model))
                return;
            if (path.Contains(name))
                throw new ModelException($"found a cycle of models: {string.Join(" -> ", path.SkipWhile(p => p != name).Append(name))}; expected ref() to point only to models that do not read this one");
            path.Add(name);
            foreach (var upstream in model.Refs)
                Visit(upstream);
            path.RemoveAt(path.Count - 1);
            done.Add(name);
            ordered.Add(model);
        }
    }

    // What the engine relies on when it follows changes row by row.
    private static void Check(ModelFile file, Dictionary<string, ModelFile> byName)
    {
        if (file.EnvelopeKeys.Count > 0 && (file.IsStored || file.Refs.Count != 1))
            throw new ModelException($"{file.Path}: found 'key' on a model that reads {string.Join(", ", file.Refs)}; expected it on a view that reads one relation");
        if (file.Key.FirstOrDefault(k => !file.Grain.Contains(k)) is { } outside)
            throw new ModelException($"{file.Path}: found incremental by {outside}, which the grain ({string.Join(", ", file.Grain)}) lacks; expected the key within the grain, so that replaced rows meet no others");
        if (file.Materialization == Materialization.Append && (file.Refs is not [var view] || !byName.TryGetValue(view, out var read) || read.IsStored))
            throw new ModelException($"{file.Path}: found incremental append over {string.Join(", ", file.Refs)}; expected one staging view");
        if (file.RerunWhen is not null && (file.Refs.Distinct().Count() != 1 || !byName.TryGetValue(file.Refs[0], out var table) || !table.IsStored))
            throw new ModelException($"{file.Path}: found 'rerun_when' over {string.Join(", ", file.Refs)}; expected one stored model");
    }

    // Names that share most letters with the wrong one come first: a misspelling is the usual cause.
    private static IEnumerable<string> Nearest(string wrong, IEnumerable<string> names) =>
        names.Distinct().OrderByDescending(n => n.Intersect(wrong).Count() - Math.Abs(n.Length - wrong.Length)).ThenBy(n => n, StringComparer.Ordinal).Take(5);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}

/// <summary>A lake table that others fill.</summary>
/// <param name="Topic">The event topic behind it, null when its rows are no events.</param>
/// <param name="PinnedBy">The table that says up to which version this one is checked, and which of its rows are retracted.</param>
/// <param name="EmptySql">A query of its columns without rows, for the time before its first commit.</param>
public sealed record SourceTable(string Name, string? Topic, string? PinnedBy, string EmptySql);
