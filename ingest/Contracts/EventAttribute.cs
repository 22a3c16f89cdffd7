namespace RailLife.Contracts;

/// <summary>Marks a record as the payload of one event type. Listing it in <see cref="EventCatalog"/> publishes it.</summary>
public interface IEventRecord;

/// <summary>The event's catalogue name (<c>order.placed</c>), its topic and its version.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventAttribute(string name, string topic) : Attribute
{
    /// <summary>Domain, entity and verb in the past tense, as in the catalogue.</summary>
    public string Name { get; } = name;

    public string Topic { get; } = topic;

    /// <summary>Renaming or narrowing a field makes a record of the next version; readers keep both.</summary>
    public int Version { get; init; } = 1;
}
