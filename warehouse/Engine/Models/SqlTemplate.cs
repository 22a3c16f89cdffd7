using System.Text;

namespace RailLife.Warehouse;

/// <summary>Finds and replaces <c>ref('name')</c> in SQL, outside of strings and comments.</summary>
public static class SqlTemplate
{
    /// <summary>The names read, each once, in order of appearance.</summary>
    public static IReadOnlyList<string> Refs(string sql)
    {
        var names = new List<string>();
        Render(sql, name =>
        {
            if (!names.Contains(name))
                names.Add(name);
            return "";
        });
        return names;
    }

    /// <summary>The SQL with every <c>ref('name')</c> replaced by <paramref name="relation"/> of its name; comments are left out.</summary>
    public static string Render(string sql, Func<string, string> relation)
    {
        var text = new StringBuilder(sql.Length + 256);
        var at = 0;
        while (at < sql.Length)
        {
            var c = sql[at];
            if (c is '\'' or '"')
            {
                var end = EndOfQuoted(sql, at);
                text.Append(sql, at, end - at);
                at = end;
            }
            else if (c == '-' && at + 1 < sql.Length && sql[at + 1] == '-')
            {
                var end = sql.IndexOf('\n', at);
                at = end < 0 ? sql.Length : end;
            }
            else if (c == '/' && at + 1 < sql.Length && sql[at + 1] == '*')
            {
                var end = sql.IndexOf("*/", at + 2, StringComparison.Ordinal);
                at = end < 0 ? sql.Length : end + 2;
                text.Append(' ');
            }
            else if (c == 'r' && TryRef(sql, at, out var name, out var after))
            {
                text.Append(relation(name));
                at = after;
            }
            else
            {
                text.Append(c);
                at++;
            }
        }
        return text.ToString();
    }

    // A doubled quote stays inside: it ends one string and starts the next.
    private static int EndOfQuoted(string sql, int start)
    {
        var end = sql.IndexOf(sql[start], start + 1);
        return end < 0 ? sql.Length : end + 1;
    }

    private static bool TryRef(string sql, int at, out string name, out int after)
    {
        name = "";
        after = at;
        if (string.CompareOrdinal(sql, at, "ref(", 0, 4) != 0 || (at > 0 && IsWord(sql[at - 1])))
            return false;
        var open = at + 4;
        while (open < sql.Length && char.IsWhiteSpace(sql[open]))
            open++;
        if (open >= sql.Length || sql[open] != '\'')
            return false;
        var close = sql.IndexOf('\'', open + 1);
        if (close < 0)
            return false;
        var end = close + 1;
        while (end < sql.Length && char.IsWhiteSpace(sql[end]))
            end++;
        if (end >= sql.Length || sql[end] != ')')
            return false;
        name = sql[(open + 1)..close];
        after = end + 1;
        return true;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
