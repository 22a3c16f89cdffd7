namespace RailLife.Store;

/// <summary>Brings a database to the tables that this program knows. Two programs that start at once take turns.</summary>
public static class Migrator
{
    private const long LockKey = 0x5261_694C_6966_65;   // "RailLife": the advisory lock of PostgreSQL

    /// <summary>Applies what is missing, set by set, each step in a transaction of its own.</summary>
    /// <exception cref="InvalidOperationException">The database is newer than this program; nothing is changed.</exception>
    public static async Task ApplyAsync(CoreDatabase database, IReadOnlyList<MigrationSet> sets, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var tx = database.On(connection, ct);
        await tx.ExecuteAsync("create table if not exists migration (prefix text not null, number bigint not null, reason text not null, applied_at bigint not null, primary key (prefix, number))");
        IReadOnlyList<MigrationSet> all = [StoreTables.Set, .. sets];
        await RefuseNewerAsync(tx, all);
        foreach (var set in all)
            foreach (var step in set.Steps) await StepAsync(tx, set, step);
        await RefuseNewerAsync(tx, all);   // a newer program may have started at the same time
    }

    private static async Task StepAsync(CoreTransaction tx, MigrationSet set, Migration step)
    {
        var dialect = tx.Dialect;
        await tx.ExecuteAsync(dialect.IsSqlite ? "begin immediate" : "begin transaction");
        try
        {
            if (!dialect.IsSqlite) await tx.ExecuteAsync("select pg_advisory_xact_lock(@LockKey)", new { LockKey });
            var applied = await tx.GetAsync<long>("select count(*) from migration where prefix = @Prefix and number = @Number", new { set.Prefix, step.Number });
            if (applied == 0)
            {
                foreach (var sql in new[] { step.Sql, dialect.IsSqlite ? step.SqliteSql : step.PostgreSql })
                    if (!string.IsNullOrWhiteSpace(sql)) await tx.ExecuteAsync(sql.Replace("{bytes}", dialect.Bytes).Replace("{position}", dialect.Position));
                await tx.ExecuteAsync("insert into migration (prefix, number, reason, applied_at) values (@Prefix, @Number, @Reason, @At)",
                    new { set.Prefix, step.Number, step.Reason, At = tx.NowMicros });
            }
            await tx.ExecuteAsync("commit transaction");
        }
        catch
        {
            await tx.ExecuteAsync("rollback transaction");
            throw;
        }
    }

    private static async Task RefuseNewerAsync(CoreTransaction tx, IReadOnlyList<MigrationSet> sets)
    {
        foreach (var set in sets)
        {
            var newest = await tx.GetAsync<long>("select coalesce(max(number), 0) from migration where prefix = @Prefix", new { set.Prefix });
            if (newest > set.Steps.Count)
                throw new InvalidOperationException($"the tables '{set.Prefix}_…' are at step {newest}, this program knows {set.Steps.Count}; run the newer program, or restore the backup from before it");
        }
    }
}
