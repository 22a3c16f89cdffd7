using System.Text.Json;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Edge;

/// <summary>How rows spell what records hold: enums as kebab-case words, lists as JSON, names in their languages.</summary>
internal static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => EventJson.EnumNames.ConvertName(value.ToString());

    /// <exception cref="ArgumentException">The word is none of the enum's.</exception>
    public static T Parse<T>(string word) where T : struct, Enum => Find<T>(word) ?? throw new ArgumentException($"'{word}' is no {typeof(T).Name}", nameof(word));

    /// <summary>Null when the word is none of the enum's.</summary>
    public static T? Find<T>(string word) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Of(value) == word) return value;
        return null;
    }

    public static string ListOf<T>(IReadOnlyList<T>? items) => JsonSerializer.Serialize(items ?? [], EventJson.Options);

    public static IReadOnlyList<T> ParseList<T>(string json) => JsonSerializer.Deserialize<IReadOnlyList<T>>(json, EventJson.Options) ?? [];

    /// <summary>A name must be given in one language at least.</summary>
    public static Refusal? Check(LocalText name, string field) => string.IsNullOrWhiteSpace(name.Zh) && string.IsNullOrWhiteSpace(name.En)
        ? Refusal.Invalid("invalid-field", $"{field}: found no text in any language, expected zh, en or both")
        : null;
}
