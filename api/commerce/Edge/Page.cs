using System.Buffers.Text;
using System.Text;

namespace RailLife.Commerce.Edge;

/// <param name="Limit">Items at most.</param>
/// <param name="After">Key of the last item of the page before; null = the first page.</param>
public sealed record PageRequest(int Limit, string? After)
{
    internal static string? Decode(string? cursor) => cursor is null ? null
        : Base64Url.IsValid(cursor) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) is var after && !after.Contains('\0') ? after
        : throw new BadCallException("bad-parameter", $"cursor: found '{cursor}', expected the 'next' of the page before");

    /// <summary>A page from up to <see cref="Limit"/> + 1 rows that the query gave, in the order of their keys.</summary>
    public Page<T> Of<T>(IReadOnlyList<T> rows, Func<T, string> key) => rows.Count <= Limit
        ? new Page<T>(rows, null)
        : new Page<T>([.. rows.Take(Limit)], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key(rows[Limit - 1]))));
}

/// <param name="Next">Cursor of the next page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
