using System.Runtime.InteropServices;

namespace RailLife.DuckDb;

/// <summary>A block of memory that stays in its place, so that texts in it can be handed to DuckDB without a copy.</summary>
public sealed unsafe class PinnedBytes
{
    // What is read beyond the end when a short text is fetched in whole words.
    private const int Slack = 16;

    private readonly byte[] _bytes;

    public PinnedBytes(int length)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(checked(length + Slack), pinned: true);
        Pointer = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
        Length = length;
    }

    public int Length { get; }

    public Span<byte> Span => _bytes.AsSpan(0, Length);

    internal byte* Pointer { get; }
}
