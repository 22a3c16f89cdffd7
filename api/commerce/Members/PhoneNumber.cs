using System.Diagnostics.CodeAnalysis;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Members;

/// <summary>A mobile number of mainland China in its usual spelling: eleven digits, first 1, second 3 to 9.</summary>
internal readonly record struct PhoneNumber
{
    private PhoneNumber(string digits) => Digits = digits;

    public string Digits { get; }

    public string Masked => Members.Masked.Phone(Digits);

    /// <summary>Accepts spaces, hyphens, +86 and 0086 before it; anything else than digits and these makes it no number.</summary>
    public static bool TryParse(string text, out PhoneNumber phone, [NotNullWhen(false)] out Refusal? refusal)
    {
        var usual = PersonalHash.Usual(PersonalKind.Mobile, text);
        // "+1 380 000 1234" has eleven digits too, and is somebody's in another country.
        var isChinese = !text.Contains('+', StringComparison.Ordinal) || text.TrimStart().StartsWith("+86", StringComparison.Ordinal);
        var isPhone = isChinese && usual.Length == 11 && usual[0] == '1' && usual[1] is >= '3' and <= '9'
            && text.Length <= 24 && text.Trim().All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '+');
        (phone, refusal) = isPhone ? (new PhoneNumber(usual), null)
            : (default(PhoneNumber), Refusal.Invalid("bad-phone", $"phone: found {text.Length} characters that are no mobile number, expected eleven digits, the first a 1"));
        return isPhone;
    }

    public override string ToString() => Masked;
}
