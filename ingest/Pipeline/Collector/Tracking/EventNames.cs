namespace RailLife.Ingest.Tracking;

/// <summary>One spelling for an event's name, since the APIs allow different ones: <c>Product Viewed</c>, <c>product.viewed</c> and <c>product_viewed</c> are the same event.</summary>
internal static class EventNames
{
    /// <summary>Lower case, words joined by underscores. Models spell it alike (<c>fct_event.event</c>).</summary>
    public static string Usual(string name)
    {
        var text = name.ToCharArray();
        MakeUsual(text);
        return new string(text);
    }

    public static void MakeUsual(Span<char> name)
    {
        for (var i = 0; i < name.Length; i++) name[i] = name[i] is ' ' or '.' or '-' ? '_' : char.ToLowerInvariant(name[i]);
    }
}
