namespace RailLife.Store;

/// <summary>An expected "no" of a use case: nothing was changed, unless it says otherwise.</summary>
/// <param name="Status">HTTP status at the edge: 400, 403, 404, 409, 412, 422, 429.</param>
/// <param name="Code">Stable and language-free, kebab-case: <c>out-of-stock</c>. The console translates it.</param>
/// <param name="Detail">What was found, what was expected, what to do; in English.</param>
public sealed record Refusal(int Status, string Code, string Detail)
{
    /// <summary>True for a "no" that leaves a trace on purpose: a wrong code counts as a try, a blocked payment is kept as evidence.</summary>
    public bool KeepsChanges { get; init; }

    public static Refusal Invalid(string code, string detail) => new(400, code, detail);

    public static Refusal Forbidden(string code, string detail) => new(403, code, detail);

    /// <summary>Not there, or not the caller's: both look the same.</summary>
    public static Refusal NotFound(string what, string id) => new(404, $"unknown-{what}", $"found no {what.Replace('-', ' ')} '{id}' that is yours");

    public static Refusal Conflict(string code, string detail) => new(409, code, detail);
}

/// <summary>What a use case came to: its value, or a refusal.</summary>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    /// <summary>Null when it was done.</summary>
    public Refusal? Refusal { get; }

    public bool IsDone => Refusal is null;

    /// <summary>What was written stays: it was done, or refused with a trace.</summary>
    internal bool IsKept => Refusal is null or { KeepsChanges: true };

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"refused: {Refusal.Code}: {Refusal.Detail}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
