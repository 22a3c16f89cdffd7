namespace RailLife.Contracts;

/// <summary>Tells whether a field name stands twice in one object. Kept between events, so it allocates only while it grows.</summary>
internal sealed class NameSet
{
    private record struct Entry(int Scope, uint Hash, Slice Name);

    private Entry[] entries = new Entry[64];
    private int[] slots = new int[128];
    private int count;

    public void Clear()
    {
        if (count == 0) return;
        count = 0;
        if (slots.Length > 8192)
        {
            // One event of many unknown fields must not make every later one pay for clearing them.
            entries = new Entry[64];
            slots = new int[128];
        }
        else
        {
            Array.Clear(slots);
        }
    }

    /// <summary>False = the name already stands in this scope (an object of the event, numbered by the caller).</summary>
    public bool Add(int scope, Slice name, ReadOnlySpan<byte> json, ReadOnlySpan<byte> unescaped)
    {
        var bytes = Bytes(name, json, unescaped);
        var hash = Hash(scope, bytes);
        if (count * 2 >= slots.Length) Grow();
        var mask = slots.Length - 1;
        var slot = (int)(hash & (uint)mask);
        for (; slots[slot] is > 0 and var place; slot = (slot + 1) & mask)
        {
            ref var entry = ref entries[place - 1];
            if (entry.Hash == hash && entry.Scope == scope && Bytes(entry.Name, json, unescaped).SequenceEqual(bytes)) return false;
        }
        entries[count++] = new Entry(scope, hash, name);
        slots[slot] = count;
        return true;
    }

    // Seeded by the process and over every byte: the names are a stranger's, who may choose them to collide.
    private static uint Hash(int scope, ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.Add(scope);
        hash.AddBytes(bytes);
        return unchecked((uint)hash.ToHashCode());
    }

    private static ReadOnlySpan<byte> Bytes(Slice name, ReadOnlySpan<byte> json, ReadOnlySpan<byte> unescaped) =>
        (name.IsUnescaped ? unescaped : json).Slice(name.Start, name.Length);

    private void Grow()
    {
        Array.Resize(ref entries, entries.Length * 2);
        slots = new int[slots.Length * 2];
        var mask = slots.Length - 1;
        for (var i = 0; i < count; i++)
        {
            var slot = (int)(entries[i].Hash & (uint)mask);
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = i + 1;
        }
    }
}
