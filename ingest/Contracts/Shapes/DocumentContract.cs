using System.Collections.Concurrent;
using System.Text.Unicode;

namespace RailLife.Contracts;

/// <summary>A JSON document of one shape outside of an event, such as the body of a request: checked and described by the same words as events.</summary>
public sealed class DocumentContract
{
    private static readonly ConcurrentBag<EventChecker> Checkers = [];

    private DocumentContract(Type record) => Shape = ShapeCompiler.Compile(record);

    public ObjectShape Shape { get; }

    /// <exception cref="InvalidOperationException">The record holds a type that no JSON contract can say; names the field.</exception>
    public static DocumentContract Of(Type record) => new(record);

    /// <summary>Null when the document fits; unknown fields are not looked at.</summary>
    public Rejection? Check(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) return new Rejection(Reasons.InvalidUtf8, "", "UTF-8", "bytes that are none");
        var checker = Checkers.TryTake(out var idle) ? idle : new EventChecker();
        try
        {
            return checker.CheckDocument(Shape, json);
        }
        finally
        {
            Checkers.Add(checker);
        }
    }
}
