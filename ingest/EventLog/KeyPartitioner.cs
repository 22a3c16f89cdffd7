using System.Buffers.Binary;

namespace RailLife.EventLog;

/// <summary>Partition of a key: Murmur2 as Kafka's default partitioner, so that both logs put a key in the same place.</summary>
public static class KeyPartitioner
{
    public static int PartitionOf(ReadOnlySpan<byte> key, int partitions) => (int)((Murmur2(key) & 0x7fffffff) % (uint)partitions);

    static uint Murmur2(ReadOnlySpan<byte> key)
    {
        const uint m = 0x5bd1e995;
        unchecked
        {
            var h = 0x9747b28c ^ (uint)key.Length;
            for (; key.Length >= 4; key = key[4..])
            {
                var k = BinaryPrimitives.ReadUInt32LittleEndian(key) * m;
                k ^= k >> 24;
                h = (h * m) ^ (k * m);
            }
            if (key.Length == 3) h ^= (uint)key[2] << 16;
            if (key.Length >= 2) h ^= (uint)key[1] << 8;
            if (key.Length >= 1) h = (h ^ key[0]) * m;
            h ^= h >> 13;
            h *= m;
            return h ^ (h >> 15);
        }
    }
}
