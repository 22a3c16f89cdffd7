namespace RailLife.Reports.Running;

/// <summary>A finished answer: its bytes, content type and ETag. Never changes.</summary>
public sealed record Answer(byte[] Body, string ContentType, string ETag);

/// <summary>Keeps the answers used last, up to a size in bytes. Exact: the key (ETag) names the query and the versions it read.</summary>
public sealed class AnswerCache(long bytesMax)
{
    private readonly Dictionary<string, LinkedListNode<Answer>> _byETag = new(StringComparer.Ordinal);
    private readonly LinkedList<Answer> _newestFirst = new();
    private readonly Lock _lock = new();
    private long _bytes;

    public long Bytes { get { lock (_lock) return _bytes; } }

    public int Count { get { lock (_lock) return _byETag.Count; } }

    public Answer? Find(string etag)
    {
        lock (_lock)
        {
            if (!_byETag.TryGetValue(etag, out var node))
                return null;
            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Keeps an answer, unless it alone would fill an eighth of the cache.</summary>
    public void Keep(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Body.Length > bytesMax / 8)
            return;
        lock (_lock)
        {
            if (_byETag.ContainsKey(answer.ETag))
                return;
            _byETag[answer.ETag] = _newestFirst.AddFirst(answer);
            _bytes += answer.Body.Length;
            while (_bytes > bytesMax && _newestFirst.Last is { } oldest)
            {
                _newestFirst.RemoveLast();
                _byETag.Remove(oldest.Value.ETag);
                _bytes -= oldest.Value.Body.Length;
            }
        }
    }
}
