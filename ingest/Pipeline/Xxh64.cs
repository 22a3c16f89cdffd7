using System.Buffers.Binary;
using System.Numerics;

namespace RailLife.Ingest;

/// <summary>xxHash64 (seed 0) of bytes fed piecewise; each piece is closed by its length, so that pieces cannot run together.</summary>
/// <remarks>The value is stored in bronze (identity_hash, body_hash) and compared across machines and years: it never changes.</remarks>
public struct Xxh64
{
    private const ulong P1 = 0x9E3779B185EBCA87, P2 = 0xC2B2AE3D27D4EB4F, P3 = 0x165667B19E3779F9, P4 = 0x85EBCA77C2B2AE63, P5 = 0x27D4EB2F165667C5;

    private ulong _hash;

    /// <summary>Adds one piece.</summary>
    public void Add(ReadOnlySpan<byte> piece)
    {
        unchecked
        {
            _hash = BitOperations.RotateLeft((_hash ^ Of(piece)) * P1, 29) + P4;
        }
    }

    public void Add(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Add(bytes);
    }

    public readonly long Value => unchecked((long)_hash);

    /// <summary>xxHash64 with seed 0, as published.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var length = (ulong)bytes.Length;
            ulong hash;
            if (bytes.Length >= 32)
            {
                ulong a = P1 + P2, b = P2, c = 0, d = 0 - P1;
                do
                {
                    a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                    b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
                    c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
                    d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
                    bytes = bytes[32..];
                }
                while (bytes.Length >= 32);
                hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
                hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
            }
            else
            {
                hash = P5;
            }
            return Finish(hash + length, bytes);
        }
    }

    private static ulong Finish(ulong hash, ReadOnlySpan<byte> tail)
    {
        unchecked
        {
            for (; tail.Length >= 8; tail = tail[8..])
            {
                hash = BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(tail)), 27) * P1 + P4;
            }
            if (tail.Length >= 4)
            {
                hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(tail) * P1, 23) * P2 + P3;
                tail = tail[4..];
            }
            foreach (var b in tail)
            {
                hash = BitOperations.RotateLeft(hash ^ b * P5, 11) * P1;
            }
            hash = (hash ^ hash >> 33) * P2;
            hash = (hash ^ hash >> 29) * P3;
            return hash ^ hash >> 32;
        }
    }

    private static ulong Round(ulong lane, ulong input) => unchecked(BitOperations.RotateLeft(lane + input * P2, 31) * P1);

    private static ulong Merge(ulong hash, ulong lane) => unchecked((hash ^ Round(0, lane)) * P1 + P4);
}
