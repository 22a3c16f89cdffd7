using System.Globalization;
using System.Text;

namespace RailLife.Lake;

/// <summary>Names in <c>_delta_log</c>, and the percent-encoding of file paths in it.</summary>
internal static class LogPath
{
    public static string Commit(long version) => string.Create(CultureInfo.InvariantCulture, $"{version:D20}.json");

    public static string Checkpoint(long version) => string.Create(CultureInfo.InvariantCulture, $"{version:D20}.checkpoint.parquet");

    public static string CheckpointPart(long version, int part, int parts) =>
        string.Create(CultureInfo.InvariantCulture, $"{version:D20}.checkpoint.{part:D10}.{parts:D10}.parquet");

    /// <summary>The version of a commit file's name, or null for any other file.</summary>
    public static long? CommitVersion(string name) =>
        name.Length == 25 && name.EndsWith(".json", StringComparison.Ordinal) ? Version(name) : null;

    /// <summary>Version, and part and parts (1 of 1 for a single file), of a classic checkpoint's name.</summary>
    public static (long Version, int Part, int Parts)? CheckpointParts(string name)
    {
        if (!name.EndsWith(".parquet", StringComparison.Ordinal) || name.Length < 20 || Version(name) is not { } version) { return null; }
        return name.Split('.') switch
        {
            [_, "checkpoint", _] => (version, 1, 1),
            [_, "checkpoint", var part, var parts, _] when int.TryParse(part, out var p) && int.TryParse(parts, out var n) => (version, p, n),
            _ => null,
        };
    }

    /// <summary>Encodes a relative path or an absolute one for the log, as a URI.</summary>
    public static string Encode(string path)
    {
        var encoded = new StringBuilder(path.Length + 8);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in path.EnumerateRunes())
        {
            if (rune.IsAscii && IsPlain((char)rune.Value)) { encoded.Append((char)rune.Value); continue; }
            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)]) { encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture)); }
        }
        return path.StartsWith('/') ? "file://" + encoded : encoded.ToString();
    }

    /// <summary>The file that an add or remove names: relative to the table's folder, or absolute. A scheme other than file is refused.</summary>
    public static string Decode(string uri)
    {
        var path = uri;
        if (uri.StartsWith("file:", StringComparison.Ordinal))
        {
            path = uri[5..];
            if (path.StartsWith("//", StringComparison.Ordinal)) { path = path[path.IndexOf('/', 2)..]; }
        }
        else if (uri.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            throw new DeltaUnsupportedException($"the log names the file '{uri}': only files of this machine can be read", [uri[..scheme]]);
        }
        return path.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(path) : path;
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-._~/=@+,!$&'()*".Contains(c, StringComparison.Ordinal);

    private static long? Version(string name) =>
        long.TryParse(name.AsSpan(0, 20), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
