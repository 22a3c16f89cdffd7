namespace RailLife.Ingest.Tracking;

/// <summary>What was made of the last token, for values that hardly ever change from one event to the next: libraries, user agents.</summary>
internal sealed class LastToken<T>(Func<string, T> make)
{
    private byte[] _token = [];
    private T? _made;

    public T Of(JsonPart part, ReadOnlySpan<byte> json)
    {
        var token = part.Of(json);
        if (_made is { } known && token.SequenceEqual(_token)) return known;
        _token = token.ToArray();
        return _made = make(part.Text(json));
    }
}
