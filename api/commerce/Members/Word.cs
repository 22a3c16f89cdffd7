using RailLife.Contracts;

namespace RailLife.Commerce.Members;

/// <summary>Enums as columns keep them: the kebab-case words that JSON has too.</summary>
internal static class Word
{
    public static string Of<T>(T value) where T : struct, Enum => EventJson.EnumNames.ConvertName(value.ToString());

    /// <exception cref="ArgumentException">No such word: the row was written by another program.</exception>
    public static T Parse<T>(string word) where T : struct, Enum => Enum.Parse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
