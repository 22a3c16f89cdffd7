using System.Globalization;

namespace RailLife.Commerce.Members.Identity;

/// <summary>A citizen's identity number [公民身份号码]: six digits of region, eight of birth, three of sequence, a check character.</summary>
/// <remarks>GB 11643-1999; the check character is ISO 7064 MOD 11-2.</remarks>
internal static class IdentityNumber
{
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    // GB/T 2260: the first two digits name a province.
    private static readonly HashSet<string> Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
    ];

    /// <summary>The number in capitals, or null when it cannot be one: wrong length, province, day of birth or check character.</summary>
    public static string? Parse(string text, DateOnly today)
    {
        var number = text.Trim().ToUpperInvariant();
        if (number.Length != 18 || !number[..17].All(char.IsAsciiDigit) || !Provinces.Contains(number[..2])) return null;
        var isDay = DateOnly.TryParseExact(number[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born);
        return isDay && born.Year >= 1900 && born <= today && number[17] == Check(number) ? number : null;
    }

    private static char Check(string number)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += (number[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }
}
