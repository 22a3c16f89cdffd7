using System.Buffers.Binary;
using System.Numerics;

namespace RailLife.Contracts;

/// <summary>A fixed list of names, found by their UTF-8 bytes without allocation.</summary>
internal sealed class Utf8NameTable
{
    private readonly byte[][] names;
    private readonly int[] slots;
    private readonly int mask;

    public Utf8NameTable(IEnumerable<byte[]> names)
    {
        this.names = [.. names];
        mask = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, this.names.Length * 3)) - 1;
        slots = new int[mask + 1];
        for (var i = 0; i < this.names.Length; i++)
        {
            if (Find(this.names[i]) >= 0) throw new InvalidOperationException($"the name '{System.Text.Encoding.UTF8.GetString(this.names[i])}' stands twice; give one of the two another name");
            var slot = (int)Hash(this.names[i]) & mask;
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = i + 1;
        }
    }

    /// <summary>The place of the name in the list, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (var slot = (int)Hash(name) & mask; slots[slot] is > 0 and var place; slot = (slot + 1) & mask)
        {
            if (name.SequenceEqual(names[place - 1])) return place - 1;
        }
        return -1;
    }

    /// <summary>First, middle and last eight bytes and the length: enough to tell apart names that people choose.</summary>
    public static uint Hash(ReadOnlySpan<byte> name)
    {
        unchecked
        {
            const ulong Mix = 0x9E3779B97F4A7C15;
            var hash = (ulong)name.Length * Mix;
            if (name.Length >= 8)
            {
                hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name)) * Mix;
                hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name[(name.Length / 2 - 4)..]) ^ (hash >> 29)) * Mix;
                hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]) ^ (hash >> 31)) * Mix;
            }
            else
            {
                foreach (var b in name) hash = (hash ^ b) * Mix;
            }
            return (uint)(hash >> 33);
        }
    }
}
