using System.Text;

namespace RailLife.Commerce.Products;

/// <summary>One spelling for what is searched and what is searched in: full-width is narrow, capitals are small, spaces are single.</summary>
internal static class SearchText
{
    private const int WordsMax = 8;

    public static string Of(params IEnumerable<string?> texts) =>
        string.Join(' ', texts.SelectMany(t => (t ?? "").Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Patterns for <c>like … escape '\'</c>, one per word: all must be found, anywhere.</summary>
    public static IReadOnlyList<string> Patterns(string query) =>
        [.. Of(query).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(WordsMax).Select(w => $"%{w.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%")];
}
