using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>The identity hashes of one bronze table's newest files, in memory: what is not found here stands in none of those files.</summary>
/// <remarks>
/// Eight bytes a row: the upper forty bits of the hash and the number of its file, so a find can be chance (one in a hundred thousand lookups
/// at the most) and is confirmed by the file itself. Files that left the table meanwhile stay until <see cref="Clear"/>.
/// </remarks>
internal sealed class RecentIdentities
{
    private const int FileBits = 24;
    private const ulong FileMask = (1UL << FileBits) - 1;
    private const int SlotsAtFirst = 1 << 12;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _files = [];
    private ulong[] _slots = new ulong[SlotsAtFirst];

    public int Rows { get; private set; }

    public bool Covers(DataFile file) => _numbers.ContainsKey(file.Path);

    public void Clear()
    {
        _numbers.Clear();
        _files.Clear();
        _slots = new ulong[SlotsAtFirst];
        Rows = 0;
    }

    /// <summary>Begins a file; the rows added from now on are its.</summary>
    public void Begin(DataFile file)
    {
        _files.Add(file.Path);
        _numbers[file.Path] = _files.Count;
    }

    /// <summary>Adds a row of the file begun last.</summary>
    public void Add(long hash)
    {
        if (Rows + Rows / 3 >= _slots.Length - 1)
        {
            Grow();
        }
        Put(Upper(hash) | (uint)_files.Count);
        Rows++;
    }

    /// <summary>Puts the path of every file with a row of this hash into <paramref name="into"/>; false when there is none.</summary>
    public bool Find(long hash, HashSet<string> into)
    {
        var found = false;
        var upper = Upper(hash);
        for (var at = Home(upper); _slots[at] != 0; at = (at + 1) & (_slots.Length - 1))
        {
            if ((_slots[at] & ~FileMask) == upper)
            {
                into.Add(_files[(int)(_slots[at] & FileMask) - 1]);
                found = true;
            }
        }
        return found;
    }

    // The home follows from the stored bits alone, so that growing needs no file read again.
    private int Home(ulong entry) => unchecked((int)(((entry >> FileBits) * 0x9E3779B97F4A7C15) >> 32) & (_slots.Length - 1));

    private static ulong Upper(long hash) => unchecked((ulong)hash) & ~FileMask;

    private void Put(ulong entry)
    {
        var at = Home(entry);
        while (_slots[at] != 0)
        {
            at = (at + 1) & (_slots.Length - 1);
        }
        _slots[at] = entry;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        foreach (var entry in old)
        {
            if (entry != 0)
            {
                Put(entry);
            }
        }
    }
}
