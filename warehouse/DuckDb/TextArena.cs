using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RailLife.DuckDb;

/// <summary>Native memory for the texts of one chunk: taken piece by piece, given back all at once.</summary>
internal sealed unsafe class TextArena : IDisposable
{
    private const int BlockBytes = 256 * 1024;
    private const int BlocksKept = 16;

    private readonly List<nint> _blocks = [];
    private readonly List<nint> _large = [];
    private byte* _next;
    private int _left;
    private int _used;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Take(int bytes)
    {
        if (bytes > _left)
        {
            return TakeElsewhere(bytes);
        }

        unchecked
        {
            var start = _next;
            _next += bytes;
            _left -= bytes;
            return start;
        }
    }

    /// <summary>All pieces are void; the first blocks are kept for the next chunk, so a steady stream allocates nothing.</summary>
    public void Reset()
    {
        FreeAll(_large);
        while (_blocks.Count > BlocksKept)
        {
            NativeMemory.Free((void*)_blocks[^1]);
            _blocks.RemoveAt(_blocks.Count - 1);
        }

        _used = 0;
        _left = 0;
        _next = null;
    }

    public void Dispose()
    {
        Reset();
        FreeAll(_blocks);
    }

    private byte* TakeElsewhere(int bytes)
    {
        if (bytes > BlockBytes / 4)
        {
            _large.Add((nint)NativeMemory.Alloc((nuint)bytes));
            return (byte*)_large[^1];
        }

        if (_used == _blocks.Count)
        {
            _blocks.Add((nint)NativeMemory.Alloc(BlockBytes));
        }

        _next = (byte*)_blocks[_used++];
        _left = BlockBytes;
        return Take(bytes);
    }

    private static void FreeAll(List<nint> blocks)
    {
        foreach (var block in blocks)
        {
            NativeMemory.Free((void*)block);
        }

        blocks.Clear();
    }
}
