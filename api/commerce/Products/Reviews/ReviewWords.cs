using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Products.Reviews;

internal sealed record WordList(IReadOnlyList<string> Words);

/// <summary>Staff keep the list of words that no review may hold [敏感词库].</summary>
/// <remarks>Catalogue PRD-12.</remarks>
internal static class ReviewWords
{
    private const int LengthMax = 50;

    public static async Task<Outcome<WordList>> ListAsync(Call call, CoreTransaction tx) => new WordList(await tx.ListAsync<string>("select word from review_word order by word"));

    public static async Task<Outcome<Nothing>> AddAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var word = Usual(call.Path("word"));
        if (word.Length is 0 or > LengthMax) return Refusal.Invalid("bad-word", $"word: found {word.Length} characters, expected 1 to {LengthMax}");
        await tx.ExecuteAsync("insert into review_word (word, created_at, actor) values (@word, @NowMicros, @Actor) on conflict do nothing", new { word, tx.NowMicros, Actor = call.Actor.ToString() });
        return new Nothing();
    }

    public static async Task<Outcome<Nothing>> RemoveAsync(Call call, Nothing body, CoreTransaction tx) =>
        await tx.ExecuteOneAsync("delete from review_word where word = @Word", new { Word = Usual(call.Path("word")) }) ? new Nothing() : Refusal.NotFound("word", call.Path("word"));

    /// <summary>True when one of the words stands anywhere in a text, however it is spaced or capitalised.</summary>
    public static async Task<bool> FoundAsync(CoreTransaction tx, IReadOnlyList<string> texts)
    {
        var usual = texts.Select(Usual).ToList();
        return (await tx.ListAsync<string>("select word from review_word")).Any(word => usual.Any(t => t.Contains(word, StringComparison.Ordinal)));
    }

    private static string Usual(string text) => SearchText.Of(text).Replace(" ", "");
}
