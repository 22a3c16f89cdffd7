using System.Data.Common;

namespace RailLife.DuckDb;

/// <summary>What kind of error DuckDB reported, read from the head of its message.</summary>
public enum DuckDbErrorKind
{
    Other,
    Parser,
    Binder,
    Catalog,
    Conversion,
    Constraint,
    InvalidInput,
    OutOfRange,
    OutOfMemory,
    Io,
    Permission,
    Transaction,
    NotImplemented,
    Interrupted,
    /// <summary>The time limit of the command or of the connection's scope ran out.</summary>
    Timeout,
    /// <summary>A value that .NET's type cannot hold, such as a decimal of 38 digits or the date 'infinity'.</summary>
    ValueRange,
    /// <summary>DuckDB's own assertion failed; the instance must be opened anew.</summary>
    Fatal,
}

/// <summary>An error of DuckDB; the message is DuckDB's own.</summary>
public sealed class DuckDbException(DuckDbErrorKind kind, string message, Exception? inner = null) : DbException(message, inner)
{
    private static readonly (string Head, DuckDbErrorKind Kind)[] Heads =
    [
        ("Parser Error", DuckDbErrorKind.Parser), ("Syntax Error", DuckDbErrorKind.Parser),
        ("Binder Error", DuckDbErrorKind.Binder), ("Parameter Not Resolved Error", DuckDbErrorKind.Binder),
        ("Catalog Error", DuckDbErrorKind.Catalog), ("Dependency Error", DuckDbErrorKind.Catalog),
        ("Conversion Error", DuckDbErrorKind.Conversion), ("Mismatch Type Error", DuckDbErrorKind.Conversion),
        ("Constraint Error", DuckDbErrorKind.Constraint),
        ("Invalid Input Error", DuckDbErrorKind.InvalidInput), ("Invalid Error", DuckDbErrorKind.InvalidInput),
        ("Invalid type Error", DuckDbErrorKind.InvalidInput), ("Invalid Configuration Error", DuckDbErrorKind.InvalidInput),
        ("Out of Range Error", DuckDbErrorKind.OutOfRange), ("Divide by Zero Error", DuckDbErrorKind.OutOfRange),
        ("Out of Memory Error", DuckDbErrorKind.OutOfMemory),
        ("IO Error", DuckDbErrorKind.Io), ("Network Error", DuckDbErrorKind.Io), ("HTTP Error", DuckDbErrorKind.Io),
        ("Permission Error", DuckDbErrorKind.Permission),
        ("TransactionContext Error", DuckDbErrorKind.Transaction),
        ("Not implemented Error", DuckDbErrorKind.NotImplemented),
        ("INTERRUPT Error", DuckDbErrorKind.Interrupted),
        ("FATAL Error", DuckDbErrorKind.Fatal), ("INTERNAL Error", DuckDbErrorKind.Fatal),
    ];

    public DuckDbErrorKind Kind { get; } = kind;

    internal static DuckDbException FromMessage(string message) => new(KindOf(message), message);

    /// <summary>For errors whose message has lost its head: the number is duckdb_error_type of the C API.</summary>
    internal static DuckDbException FromNumber(int number, string message) => new(
        number switch
        {
            1 or 6 => DuckDbErrorKind.OutOfRange,
            2 or 5 => DuckDbErrorKind.Conversion,
            13 or 37 => DuckDbErrorKind.Catalog,
            18 => DuckDbErrorKind.Constraint,
            28 => DuckDbErrorKind.Io,
            29 => DuckDbErrorKind.Interrupted,
            30 or 31 => DuckDbErrorKind.Fatal,
            32 => DuckDbErrorKind.InvalidInput,
            33 => DuckDbErrorKind.OutOfMemory,
            _ => KindOf(message),
        },
        message);

    private static DuckDbErrorKind KindOf(string message)
    {
        foreach (var (head, kind) in Heads)
        {
            if (message.StartsWith(head, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return DuckDbErrorKind.Other;
    }
}
