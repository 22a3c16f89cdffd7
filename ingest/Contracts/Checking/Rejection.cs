namespace RailLife.Contracts;

/// <summary>Why an event was refused. Stands in <c>ods_rejected</c> and in the collector's answer.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="Path">JSON pointer to the place: <c>/data/lines/0/quantity</c>; empty = the whole record.</param>
/// <param name="Expected">What the contract asks for.</param>
/// <param name="Found">What stood there, described and not quoted: a value in the wrong place can be personal.</param>
public sealed record Rejection(string Reason, string Path, string Expected, string Found);

/// <summary>The stable reason codes.</summary>
public static class Reasons
{
    public const string Empty = "empty";
    public const string TooLarge = "too-large";
    public const string InvalidUtf8 = "invalid-utf8";
    public const string BadJson = "bad-json";
    public const string TooDeep = "too-deep";
    public const string DuplicateKey = "duplicate-key";
    public const string BadEnvelope = "bad-envelope";
    public const string MissingField = "missing-field";
    public const string WrongType = "wrong-type";
    public const string OutOfRange = "out-of-range";
    public const string UnknownType = "unknown-type";
    public const string UnknownVersion = "unknown-version";
    public const string WrongTopic = "wrong-topic";
    public const string AbsurdTime = "absurd-time";

    /// <summary>A personal field that is no keyed hash: the value itself may stand there.</summary>
    public const string PersonalInClear = "personal-in-clear";

    /// <summary>Another event has the same source and id. Found by the lake, not by one event alone.</summary>
    public const string IdReused = "id-reused";
}
