namespace RailLife.Store;

/// <summary>What differs between the two databases; everything else is SQL that both run.</summary>
/// <param name="Name"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Bytes">Column type of raw bytes.</param>
/// <param name="Position">Column definition of a primary key that the database counts up.</param>
/// <param name="ForShare">After a select: nobody changes these rows until the transaction ends. SQLite has one writer and needs nothing.</param>
/// <param name="ForUpdate">After a select: as <paramref name="ForShare"/>, and nobody else reads them for update.</param>
public sealed record SqlDialect(string Name, string Bytes, string Position, string ForShare, string ForUpdate)
{
    public static SqlDialect Sqlite { get; } = new("sqlite", "blob", "integer primary key autoincrement", "", "");

    public static SqlDialect PostgreSql { get; } = new("postgresql", "bytea", "bigint generated always as identity primary key", " for share", " for update");

    public bool IsSqlite => Name == "sqlite";
}
