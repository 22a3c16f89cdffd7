using System.Text;

namespace RailLife.Contracts;

/// <summary>Where in the event the checker stands; becomes a JSON pointer only when something is refused.</summary>
internal sealed class CheckPath(int depthMax)
{
    private readonly string?[] names = new string?[depthMax + 2];
    private readonly int[] indexes = new int[depthMax + 2];
    private int depth;

    public void Clear() => depth = 0;

    public void Push() => depth++;

    public void Pop() => depth--;

    public void Field(string name) => names[depth] = name;

    public void Index(int index)
    {
        names[depth] = null;
        indexes[depth] = index;
    }

    /// <summary>Names that a stranger chose are told only where they look like names: they too could be personal.</summary>
    public static string Safe(ReadOnlySpan<byte> name)
    {
        var isName = name.Length is > 0 and <= 40 && char.IsAsciiLetter((char)name[0]);
        foreach (var b in name) isName &= char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.';
        return isName ? Encoding.ASCII.GetString(name) : "?";
    }

    /// <summary>The pointer to the place, with one more field under it when a name is given.</summary>
    public string Pointer(string? under = null)
    {
        var pointer = new StringBuilder();
        for (var i = 1; i <= depth; i++)
        {
            pointer.Append('/');
            if (names[i] is { } name) pointer.Append(name);
            else pointer.Append(indexes[i]);
        }
        if (under is not null) pointer.Append('/').Append(under);
        return pointer.ToString();
    }
}
