namespace RailLife.Reports.Sql;

/// <summary>Why a statement does not run. Code is stable: sql-syntax, sql-not-select, sql-one-statement, sql-unknown-table, sql-function, sql-too-complex, sql-construct, sql-parameters.</summary>
/// <param name="Position">Offset in the SQL text, in bytes, where DuckDB's parser names one.</param>
public sealed record SqlRefusal(string Code, string Detail, long? Position = null);
