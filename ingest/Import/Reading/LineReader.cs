namespace RailLife.Import.Reading;

/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without its line end.</param>
/// <param name="End">Bytes of the file up to and with this line.</param>
internal readonly record struct Line(long Number, ReadOnlyMemory<byte> Bytes, long End);

/// <summary>The lines of a file as bytes, ending in LF or CRLF; a byte order mark at the beginning is no part of the first.</summary>
internal static class LineReader
{
    /// <summary>A longer line is given in pieces of this size, which no reader finds sound; memory stays bounded.</summary>
    public const int LineBytesMax = 4 * 1024 * 1024;

    public static IEnumerable<Line> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        var buffer = new byte[256 * 1024];
        var (start, end, number, done) = (0, 0, 0L, 0L);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length < 0 && end - start < LineBytesMax)
            {
                if (start > 0) Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
                (start, end) = (0, end - start);
                if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var read = file.Read(buffer, end, buffer.Length - end);
                end += read;
                if (read > 0) continue;
                if (end == 0) yield break;
            }
            var taken = length >= 0 ? length : Math.Min(end - start, LineBytesMax);
            done += taken + (length >= 0 ? 1 : 0);
            yield return new Line(++number, Content(buffer.AsSpan(start, taken), number == 1), done);
            start += taken + (length >= 0 ? 1 : 0);
        }
    }

    private static byte[] Content(ReadOnlySpan<byte> line, bool isFirst)
    {
        if (isFirst && line.StartsWith("\uFEFF"u8)) line = line[3..];
        return (line is [.., (byte)'\r'] ? line[..^1] : line).ToArray();
    }
}
