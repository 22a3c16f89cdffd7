using System.Reflection;
using System.Text;

namespace RailLife.Contracts;

/// <summary>One event type: its full name, its topic, its record and the shape that record compiles to.</summary>
public sealed class EventContract
{
    /// <summary><c>raillife.order.placed.v1</c>.</summary>
    public string Type { get; }

    /// <summary><c>order.placed</c>.</summary>
    public string Name { get; }

    public int Version { get; }

    public string Topic { get; }

    public Type RecordType { get; }

    public ObjectShape Shape { get; }

    internal byte[] TypeUtf8 { get; }

    private EventContract(EventAttribute mark, Type recordType)
    {
        Name = mark.Name;
        Version = mark.Version;
        Topic = mark.Topic;
        Type = $"raillife.{mark.Name}.v{mark.Version}";
        TypeUtf8 = Encoding.ASCII.GetBytes(Type);
        RecordType = recordType;
        Shape = ShapeCompiler.Compile(recordType);
    }

    /// <summary>Compiles the contract of a record.</summary>
    /// <exception cref="InvalidOperationException">The record has no <see cref="EventAttribute"/>, or a type that no JSON contract can say.</exception>
    public static EventContract Of<T>() where T : class, IEventRecord => new(
        typeof(T).GetCustomAttribute<EventAttribute>()
            ?? throw new InvalidOperationException($"{typeof(T).Name} is an event record without [Event(name, topic)]; add it"),
        typeof(T));
}
