using System.Collections.Concurrent;

namespace RailLife.Bench.Commerce.Crash;

/// <summary>Everything that the product said with a 2xx, as what must be found in its database from then on; and what clients saw go wrong.</summary>
internal sealed class Promises
{
    private readonly ConcurrentQueue<Promise> made = [];
    private readonly ConcurrentDictionary<string, int> effects = [];
    private readonly ConcurrentQueue<string> wrong = [];

    public IReadOnlyCollection<Promise> Made => made;

    /// <summary>What only a number of successful calls may have made: table and condition to that number.</summary>
    public IReadOnlyDictionary<string, int> Effects => effects;

    public IReadOnlyCollection<string> Wrong => wrong;

    /// <param name="what">Table and condition of the one row that makes it true.</param>
    public void Add(string said, string what, object args) => made.Enqueue(new Promise(said, what, args));

    /// <summary>One more row must stand there, however often the call was repeated.</summary>
    public void Effect(string what, int rows = 1) => effects.AddOrUpdate(what, rows, (_, n) => n + rows);

    public void Fault(string sentence) => wrong.Enqueue(sentence);
}

internal sealed record Promise(string Said, string What, object Args);
