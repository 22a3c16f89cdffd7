namespace RailLife.Lake;

/// <summary>Anything a Delta table can answer instead of doing what was asked. The message says what was found and what to do.</summary>
public class DeltaException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>There is no Delta table at this place.</summary>
public sealed class DeltaNotFoundException(string message) : DeltaException(message);

/// <summary>The table asks for features of the protocol that this reader or writer does not know.</summary>
public sealed class DeltaUnsupportedException(string message, IReadOnlyList<string> features) : DeltaException(message)
{
    /// <summary>The features by the protocol's own names.</summary>
    public IReadOnlyList<string> Features { get; } = features;
}

/// <summary>The log is broken: a version is missing, a line is no JSON, there is no metadata.</summary>
public sealed class DeltaCorruptException(string message, Exception? inner = null) : DeltaException(message, inner);

/// <summary>The version asked for never existed, or its part of the log has been cleaned away.</summary>
public sealed class DeltaVersionException(string message) : DeltaException(message);

/// <summary>A DuckDB type, or a column, that the table cannot take.</summary>
public sealed class DeltaTypeException(string message) : DeltaException(message);

/// <summary>Another commit came first and the two cannot both stand: read anew and decide again.</summary>
public sealed class CommitConflictException(string message) : DeltaException(message);

/// <summary>Another writer moved a transaction id of this commit: drop the batch and take the position anew from the table.</summary>
public sealed class TxnMovedException(string appId, long? expected, long? found, string message) : DeltaException(message)
{
    public string AppId { get; } = appId;
    public long? Expected { get; } = expected;
    public long? Found { get; } = found;
}
