using System.Numerics;
using System.Runtime.InteropServices;

namespace RailLife.EventLog.Embedded;

/// <summary>CRC-32C of a block, by the processor's own instruction where it has one.</summary>
internal static class BlockChecksum
{
    public static long Of(ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> bytes) => ~Add(Add(uint.MaxValue, lengths), bytes);

    static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (var b in bytes[(words.Length * 8)..])
            crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
