namespace RailLife.Store;

/// <summary>One step of a room's tables. Steps are never edited once released; a change is a further step that keeps the data.</summary>
/// <param name="Number">From 1, without gaps, within its room.</param>
/// <param name="Reason">Why: one sentence.</param>
/// <param name="Sql">Statements for both databases; <c>{bytes}</c> and <c>{position}</c> stand for what differs (<see cref="SqlDialect"/>).</param>
/// <param name="SqliteSql">Further statements for SQLite only.</param>
/// <param name="PostgreSql">Further statements for PostgreSQL only.</param>
public sealed record Migration(int Number, string Reason, string Sql, string? SqliteSql = null, string? PostgreSql = null);

/// <summary>The steps of a room or a service, under the prefix that its tables carry.</summary>
public sealed record MigrationSet(string Prefix, IReadOnlyList<Migration> Steps);
