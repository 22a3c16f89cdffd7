using RailLife.Commerce.Edge;

namespace RailLife.Commerce.Products;

/// <summary>A named value of a product or a variant: <c>colour: red</c>.</summary>
public sealed record NamedValue(string Name, string Value);

internal static class Specs
{
    /// <summary>Stored values as people read them: <c>red / XL</c>.</summary>
    public static string Read(string stored) => string.Join(" / ", Words.ParseList<NamedValue>(stored).Select(v => v.Value));
}
