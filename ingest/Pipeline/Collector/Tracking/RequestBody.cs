using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace RailLife.Ingest.Tracking;

/// <summary>The bytes of a request, in a buffer that is given back; unpacked when they came packed.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] _bytes;

    private RequestBody(byte[] bytes, int length) => (_bytes, Length) = (bytes, length);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Null when it is larger than may be.</summary>
    /// <exception cref="InvalidDataException">It says that it is packed and is not.</exception>
    public static async Task<RequestBody?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > CollectorOptions.BodyBytesMax) return null;
        var isPacked = request.Headers.ContentEncoding is [{ } how] && how.Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (isPacked)
        {
            await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
            return await ReadAsync(unpacked, 16 << 10, ct);
        }
        return await ReadAsync(request.Body, (int)(request.ContentLength ?? (16 << 10)), ct);
    }

    public static RequestBody Of(ReadOnlySpan<byte> bytes)
    {
        var body = new RequestBody(ArrayPool<byte>.Shared.Rent(bytes.Length), bytes.Length);
        bytes.CopyTo(body._bytes);
        return body;
    }

    /// <summary>Null when it is larger than may be.</summary>
    /// <exception cref="InvalidDataException">It is no gzip.</exception>
    public static RequestBody? Unpacked(ReadOnlyMemory<byte> packed)
    {
        using var unpacked = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        var body = new RequestBody(ArrayPool<byte>.Shared.Rent(Math.Min(packed.Length * 8, CollectorOptions.BodyBytesMax + 1)), 0);
        for (int read; (read = unpacked.Read(body.Room())) > 0;)
            if (!body.Took(read)) return null;
        return body;
    }

    private static async Task<RequestBody?> ReadAsync(Stream from, int expected, CancellationToken ct)
    {
        // One byte more than is expected, so that the end is seen without another buffer.
        var body = new RequestBody(ArrayPool<byte>.Shared.Rent(expected + 1), 0);
        try
        {
            for (int read; (read = await from.ReadAsync(body.RoomAsMemory(), ct)) > 0;)
                if (!body.Took(read)) return null;
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private Span<byte> Room() => RoomAsMemory().Span;

    private Memory<byte> RoomAsMemory()
    {
        if (Length == _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        return _bytes.AsMemory(Length);
    }

    private bool Took(int read)
    {
        Length += read;
        if (Length <= CollectorOptions.BodyBytesMax) return true;
        Dispose();
        return false;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Length) = ([], 0);
    }
}
