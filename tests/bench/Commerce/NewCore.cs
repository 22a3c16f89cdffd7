using RailLife.Commerce;
using RailLife.Store;

namespace RailLife.Bench.Commerce;

/// <summary>A core database of its own with all tables, for a test or a proof. The tables are made once per process; each further database is a copy.</summary>
public static class NewCore
{
    private static readonly Lazy<Task<byte[]>> SqliteFile = new(MigrateSqliteAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MigratePostgresAsync);

    /// <param name="file">Where the file is to lie; it is not there yet.</param>
    public static async Task<CoreDatabase> SqliteAsync(string file, TimeProvider clock)
    {
        await File.WriteAllBytesAsync(file, await SqliteFile.Value);
        return new SqliteDatabase(file, clock);
    }

    public static async Task<CoreDatabase> PostgresAsync(TimeProvider clock) => new PostgresDatabase(PrivatePostgres.Shared().NewDatabase(await PostgresTemplate.Value), clock);

    private static async Task<byte[]> MigrateSqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("raillife-core-");
        try
        {
            var file = Path.Combine(folder.FullName, "core.db");
            // The last connection to close moves the log into the file.
            await using (var database = new SqliteDatabase(file, TimeProvider.System)) await Migrator.ApplyAsync(database, CommerceTables.All, CancellationToken.None);
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> MigratePostgresAsync()
    {
        var connection = PrivatePostgres.Shared().NewDatabase();
        // A database that somebody is connected to cannot be copied: the pool ends with the source.
        await using (var database = new PostgresDatabase(connection, TimeProvider.System)) await Migrator.ApplyAsync(database, CommerceTables.All, CancellationToken.None);
        return new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!;
    }
}
