using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>What the search for doubles asks of one bronze file first.</summary>
/// <param name="Hashes">identity_hash of every row, in any order.</param>
/// <param name="FirstMicros">Smallest and greatest time of its rows, microseconds since 1970; of an empty file the first is the greater.</param>
internal sealed record FileIdentities(IReadOnlyList<long> Hashes, long FirstMicros, long LastMicros);

/// <summary>Identities of the files that this process has just written, until the search takes them: so it need not read back what was known.</summary>
/// <remarks>Only a shortcut. What is not here (another process wrote it, or more was written than is kept) is read from the file.</remarks>
internal sealed class FreshIdentities
{
    // 8 MB: more than is written between two searches. Files of dropped batches are never asked for and go as the oldest.
    private const int RowsMax = 1_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FileIdentities> _byPath = new(StringComparer.Ordinal);
    private readonly Queue<string> _inOrder = new();
    private int _rows;

    public void Add(DataFile file, FileIdentities identities)
    {
        lock (_lock)
        {
            _byPath[file.Path] = identities;
            _inOrder.Enqueue(file.Path);
            _rows += identities.Hashes.Count;
            while (_rows > RowsMax)
            {
                Remove(_inOrder.Peek());
            }
        }
    }

    /// <summary>Null when they are not here, or were taken before.</summary>
    public FileIdentities? Take(DataFile file)
    {
        lock (_lock)
        {
            return Remove(file.Path);
        }
    }

    private FileIdentities? Remove(string path)
    {
        if (!_byPath.Remove(path, out var identities))
        {
            return null;
        }
        _rows -= identities.Hashes.Count;
        while (_inOrder.TryPeek(out var oldest) && !_byPath.ContainsKey(oldest))
        {
            _inOrder.Dequeue();
        }
        return identities;
    }
}
