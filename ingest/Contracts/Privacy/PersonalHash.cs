namespace RailLife.Contracts;

/// <summary>Turns a personal value into a keyed hash that can be joined on and not turned back.</summary>
public static class PersonalHash
{
    /// <summary>True for <c>k&lt;key id&gt;:&lt;43 characters of base64url&gt;</c>.</summary>
    public static bool IsHash(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 46 or > 61 || text[0] != (byte)'k' || text[^44] != (byte)':') return false;
        foreach (var b in text[1..^44])
        {
            if (!char.IsAsciiLetterLower((char)b) && !char.IsAsciiDigit((char)b)) return false;
        }
        foreach (var b in text[^43..])
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'-' or (byte)'_')) return false;
        }
        return true;
    }
}
