namespace RailLife.Commerce.Members;

/// <summary>Personal values as others may see them: enough to recognise, too little to use.</summary>
internal static class Masked
{
    /// <summary><c>138****1234</c>.</summary>
    public static string Phone(string phone) => phone.Length < 8 ? new string('*', phone.Length) : $"{phone[..3]}****{phone[^4..]}";

    /// <summary>The last character stays: <c>**明</c>.</summary>
    public static string Name(string name)
    {
        var letters = System.Globalization.StringInfo.GetTextElementEnumerator(name);
        var last = "";
        var count = 0;
        for (; letters.MoveNext(); count++) last = letters.GetTextElement();
        return count <= 1 ? "*" : new string('*', Math.Min(count - 1, 4)) + last;
    }

    /// <summary><c>110***********123X</c>.</summary>
    public static string IdentityNumber(string number) => $"{number[..3]}{new string('*', number.Length - 7)}{number[^4..]}";

    /// <summary><c>j***@example.org</c>.</summary>
    public static string Email(string email) => email.IndexOf('@') is > 0 and var at ? $"{email[0]}***{email[at..]}" : "***";

    /// <summary>An account at another provider: its last four characters.</summary>
    public static string Account(string account) => account.Length <= 4 ? "****" : $"****{account[^4..]}";
}
