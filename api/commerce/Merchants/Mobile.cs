namespace RailLife.Commerce.Merchants;

/// <summary>A mobile number in clear, on its way to a hash and a masked form.</summary>
internal static class Mobile
{
    public static bool IsOne(string text) => text.AsSpan(text.StartsWith('+') ? 1 : 0) is { Length: >= 8 and <= 15 } digits && !digits.ContainsAnyExceptInRange('0', '9');

    /// <summary><c>138****1234</c>: three in front, four at the end.</summary>
    public static string Masked(string mobile) => $"{mobile[..3]}****{mobile[^4..]}";
}
