using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using RailLife.Store;

namespace RailLife.Bench.Commerce;

/// <summary>What stands in a core database, as a digest per table: equal digests, equal rows in whatever order.</summary>
public static class RowDigests
{
    /// <param name="but">Tables that are not looked at.</param>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(CoreDatabase database, IReadOnlyCollection<string> but, CancellationToken ct)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await using var connection = await database.OpenAsync(ct);
        foreach (var table in (await TablesAsync(database.Dialect, connection, ct)).Except(but)) digests[table] = await OfAsync(connection, $"select * from {table}", ct);
        return digests;
    }

    /// <summary>Of the rows that a query gives.</summary>
    public static async Task<string> OfAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(ct);
        // The order of rows is the database's; a sum of their digests does not see it.
        var sum = new byte[32];
        while (await rows.ReadAsync(ct))
        {
            for (var i = 0; i < rows.FieldCount; i++) hash.AppendData(Encoding.UTF8.GetBytes(rows.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{rows.GetValue(i)}|"));
            var row = hash.GetHashAndReset();
            for (var i = 0; i < sum.Length; i++) sum[i] ^= row[i];
        }
        return Convert.ToHexString(sum);
    }

    /// <summary>The database's own tables, by name.</summary>
    public static async Task<IReadOnlyList<string>> TablesAsync(SqlDialect dialect, DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = dialect.IsSqlite ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'" : "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'";
        var names = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) names.Add(rows.GetString(0));
        return [.. names.Order(StringComparer.Ordinal)];
    }
}
