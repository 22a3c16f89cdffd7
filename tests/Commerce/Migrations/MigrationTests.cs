using System.Data.Common;
using System.Text.RegularExpressions;
using RailLife.Bench.Commerce;
using RailLife.Commerce;
using RailLife.Store;
using RailLife.Tests.EventLog;
using RailLife.Tests.Tidy;

namespace RailLife.Tests.Commerce.Migrations;

/// <summary>A database of the first version, with rows, under the program of today.</summary>
public sealed partial class MigrationTests
{
    private static readonly CancellationToken Ct = CommerceBed.Ct;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_keeps_its_rows_and_becomes_what_a_new_database_is_and_a_second_run_does_nothing(string kind)
    {
        using var folder = new TempFolder();
        await using var old = await FirstVersionAsync(kind, folder);
        await using var fresh = await CommerceBed.StartAsync(kind);
        await using var connection = await old.OpenAsync(Ct);
        var before = new Dictionary<string, (string Columns, string Digest)>();
        foreach (var table in (await RowDigests.TablesAsync(old.Dialect, connection, Ct)).Except(["migration"]))
        {
            var columns = string.Join(", ", await ColumnsAsync(connection, table));
            Assert.True(await CountAsync(connection, table) > 0, $"the frozen script has no row of {table}");
            before[table] = (columns, await RowDigests.OfAsync(connection, $"select {columns} from {table}", Ct));
        }

        await Migrator.ApplyAsync(old, CommerceTables.All, Ct);

        Assert.Equal(await SchemaAsync(fresh.Database), await SchemaAsync(old));
        foreach (var (table, (columns, digest)) in before) Assert.Equal((table, digest), (table, await RowDigests.OfAsync(connection, $"select {columns} from {table}", Ct)));
        Assert.Equal(await StepsAsync(fresh.Database), await StepsAsync(old));
        var after = await RowDigests.OfAsync(old, [], Ct);
        await Migrator.ApplyAsync(old, CommerceTables.All, Ct);
        Assert.Equal(after, await RowDigests.OfAsync(old, [], Ct));
    }

    [Theory]
    [InlineData(Databases.Sqlite, "order")]
    [InlineData(Databases.PostgreSql, "order")]
    [InlineData(Databases.Sqlite, "store")]
    [InlineData(Databases.PostgreSql, "gateway")]
    public async Task A_newer_one_is_refused_by_name_and_left_as_it_is(string kind, string prefix)
    {
        using var folder = new TempFolder();
        await using var old = await FirstVersionAsync(kind, folder);
        await ExecuteAsync(old, $"insert into migration (prefix, number, reason, applied_at) values ('{prefix}', 9, 'of another time', 1)");
        var (rows, schema) = (await RowDigests.OfAsync(old, [], Ct), await SchemaAsync(old));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Migrator.ApplyAsync(old, CommerceTables.All, Ct));

        Assert.Contains($"'{prefix}_…' are at step 9", refused.Message, StringComparison.Ordinal);
        Assert.Equal(rows, await RowDigests.OfAsync(old, [], Ct));
        Assert.Equal(schema, await SchemaAsync(old));
    }

    private static async Task<CoreDatabase> FirstVersionAsync(string kind, TempFolder folder)
    {
        var isSqlite = kind == Databases.Sqlite;
        CoreDatabase database = isSqlite ? new SqliteDatabase(Path.Combine(folder.Path, "core.db"), TimeProvider.System) : new PostgresDatabase(PrivatePostgres.Shared().NewDatabase(), TimeProvider.System);
        var files = Repository.Files(".sql").Where(f => f.StartsWith("tests/Commerce/Migrations/first-version/", StringComparison.Ordinal)).ToList();
        foreach (var file in files.OrderBy(f => !f.EndsWith("/store.sql", StringComparison.Ordinal)))   // it makes the table of steps
        {
            var script = Repository.Read(file).Replace("{bytes}", isSqlite ? "blob" : "bytea").Replace($"--{kind}: ", "");
            await ExecuteAsync(database, Hex().Replace(script, isSqlite ? "x'$1'" : @"'\x$1'"));
        }
        return database;
    }

    [GeneratedRegex(@"\{hex:([0-9A-F]*)\}")]
    private static partial Regex Hex();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private static async Task ExecuteAsync(CoreDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select * from {table} where 1 = 0";
        await using var reader = await command.ExecuteReaderAsync(Ct);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    private static async Task<long> CountAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {table}";
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private static Task<IReadOnlyList<string>> StepsAsync(CoreDatabase database) =>
        database.ReadAsync(tx => tx.ListAsync<string>("select prefix || ' ' || number || ' ' || reason from migration order by prefix, number"), Ct);

    /// <summary>Every table, column, index, trigger and condition, a line each.</summary>
    private static async Task<IReadOnlyList<string>> SchemaAsync(CoreDatabase database)
    {
        string[] queries = database.Dialect.IsSqlite
            ? ["select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master where name <> 'sqlite_sequence'"]
            :
            [
                "select table_name || '.' || column_name || ' ' || ordinal_position || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') || ' ' || is_identity from information_schema.columns where table_schema = 'public'",
                "select indexdef from pg_indexes where schemaname = 'public'",
                "select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
                "select prosrc from pg_proc where pronamespace = 'public'::regnamespace",
                "select conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace",
            ];
        var lines = new List<string>();
        foreach (var query in queries) lines.AddRange(await database.ReadAsync(tx => tx.ListAsync<string>(query), Ct));
        return [.. lines.Select(l => Spaces().Replace(l, " ")).Order(StringComparer.Ordinal)];
    }
}
