using System.Collections.Frozen;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.Contracts.Tracking;

namespace RailLife.Ingest.Tracking;

/// <summary>A property that the plan knows, in words for people.</summary>
public sealed record PlannedProperty(string Name, string Zh, string En);

/// <summary>An event that the plan knows: who answers for it, what it means, what it may carry.</summary>
public sealed record PlannedEvent(string Name, string Owner, string Zh, string En, IReadOnlyList<PlannedProperty> Properties);

/// <summary>The tracking plan [埋点方案]: which events clients are to send, and what they mean. What it does not have is marked, never dropped.</summary>
public sealed class TrackingPlan
{
    private const int UnplannedMax = 50;
    private const int NameMax = 200;
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private readonly FrozenDictionary<string, FrozenSet<string>> _events;
    private readonly FrozenSet<string> _everywhere, _pages, _traits;

    private TrackingPlan(PlanFile file)
    {
        Events = file.Events;
        Pages = file.Pages;
        Traits = file.Traits;
        Everywhere = file.Everywhere;
        _events = file.Events.ToFrozenDictionary(e => EventNames.Usual(e.Name), e => Names(e.Properties));
        (_everywhere, _pages, _traits) = (Names(file.Everywhere), Names(file.Pages), Names(file.Traits));
    }

    /// <summary>Where the build puts the plan that comes with the product.</summary>
    public static string BuiltIn => Path.Combine(AppContext.BaseDirectory, "tracking-plan.json");

    public IReadOnlyList<PlannedEvent> Events { get; }

    /// <summary>Properties of pages and screens, of persons and groups, and of every event.</summary>
    public IReadOnlyList<PlannedProperty> Pages { get; }

    public IReadOnlyList<PlannedProperty> Traits { get; }

    public IReadOnlyList<PlannedProperty> Everywhere { get; }

    /// <exception cref="InvalidDataException">The file is no tracking plan; the message says where.</exception>
    public static TrackingPlan Load(string file)
    {
        try
        {
            var plan = JsonSerializer.Deserialize<PlanFile>(File.ReadAllText(file), Reading) ?? throw new JsonException("nothing stands in it");
            if (plan.Events.GroupBy(e => EventNames.Usual(e.Name)).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new JsonException($"the event '{twice.Key}' stands in it twice");
            return new TrackingPlan(plan);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{file} is no tracking plan: {e.Message}");
        }
    }

    /// <summary>True when the plan has the event with all of its properties.</summary>
    /// <param name="unplanned">Properties that it does not have, the first ones; empty when it does not have the event at all.</param>
    internal bool Check(in ToldEvent told, ReadOnlySpan<byte> json, out IReadOnlyList<string> unplanned)
    {
        unplanned = [];
        switch (told.Kind)
        {
            case BehaviourKind.Track:
                return Find(told.Name, json) is { } names && AllIn(names, told.Properties, json, out unplanned);
            case BehaviourKind.Page or BehaviourKind.Screen:
                return AllIn(_pages, told.Properties, json, out unplanned);
            case BehaviourKind.Identify or BehaviourKind.Profile or BehaviourKind.Group:
                return AllIn(_traits, told.Traits, json, out unplanned);
            default:
                return told.Kind is not null;
        }
    }

    private FrozenSet<string>? Find(JsonPart name, ReadOnlySpan<byte> json)
    {
        if (name.Length is 0 or > NameMax) return null;
        Span<char> text = stackalloc char[NameMax];
        var length = name.CopyText(json, text);
        EventNames.MakeUsual(text[..length]);
        return _events.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var names) ? names : null;
    }

    private bool AllIn(FrozenSet<string> names, JsonPart part, ReadOnlySpan<byte> json, out IReadOnlyList<string> unplanned)
    {
        unplanned = [];
        if (!part.Exists || json[part.Start] != (byte)'{') return true;
        List<string>? odd = null;
        var reader = new Utf8JsonReader(part.Of(json));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!IsKnown(ref reader, names) && (odd?.Count ?? 0) < UnplannedMax) (odd ??= []).Add(Short(reader.GetString() ?? ""));
            reader.Read();
            reader.Skip();
        }
        unplanned = (IReadOnlyList<string>?)odd ?? [];
        return odd is null;
    }

    // What begins with $ is the library's own and needs no plan.
    private bool IsKnown(ref Utf8JsonReader reader, FrozenSet<string> names)
    {
        if (reader.ValueSpan is [(byte)'$', ..]) return true;
        if (reader.ValueSpan.Length > NameMax) return false;
        Span<char> name = stackalloc char[NameMax];
        var known = name[..reader.CopyString(name)];
        return names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(known) || _everywhere.GetAlternateLookup<ReadOnlySpan<char>>().Contains(known);
    }

    private static string Short(string name) => name.Length == 0 ? "(empty)" : name.Length <= NameMax ? name : name[..NameMax];

    private static FrozenSet<string> Names(IReadOnlyList<PlannedProperty> properties) => properties.Select(p => p.Name).ToFrozenSet();

    private sealed record PlanFile(IReadOnlyList<PlannedProperty> Everywhere, IReadOnlyList<PlannedProperty> Pages, IReadOnlyList<PlannedProperty> Traits, IReadOnlyList<PlannedEvent> Events);
}
