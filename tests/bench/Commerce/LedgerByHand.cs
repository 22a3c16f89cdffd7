using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Bench.Commerce;

/// <summary>The baseline: the rows of a batch (a header and two entries per transfer) by prepared ADO.NET in one transaction, with no rule looked at; on PostgreSQL in one round trip.</summary>
internal static class LedgerByHand
{
    private const string Header = """
        insert into ledger_transfer (id, reference, request_hash, kind, state, effective_date, reverses, actor, created_at, expires_at, settled_at)
        values (@id, @reference, @hash, 'bench', 'posted', @day, null, @actor, @at, null, @at)
        """;
    private const string Entry = "insert into ledger_entry (transfer_id, account_id, amount, effective_date, created_at) values (@id, @account, @amount, @day, @at)";

    public static async Task<TimeSpan> BatchesAsync(CoreDatabase database, int batches, int size, int members, string prefix, CancellationToken ct)
    {
        var (random, ids) = (new Random(3), new IdSource(TimeProvider.System));
        await using var connection = await database.OpenAsync(ct);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var header = Command(connection, Header, "id", "reference", "hash", "day", "actor", "at");
        using var entry = Command(connection, Entry, "id", "account", "amount", "day", "at");
        var watch = Stopwatch.StartNew();
        for (var b = 0; b < batches; b++)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var batch = database.Dialect.IsSqlite ? null : connection.CreateBatch();
            if (batch is not null) batch.Transaction = transaction;
            for (var i = 0; i < size; i++)
            {
                var (id, at, amount) = (ids.Next(), DateTimeOffset.UtcNow.ToMicros(), (long)random.Next(1, 100_000));
                // The hash stands for a request's: as long and as random.
                Run(batch, header, transaction, id, $"{prefix}/{b}/{i}", Convert.ToHexStringLower(Hash(random)), day, Actor.Platform.ToString(), at);
                Run(batch, entry, transaction, id, "channel/sandbox/CNY", amount, day, at);
                Run(batch, entry, transaction, id, $"merchant/{random.Next(members)}/payable/CNY", -amount, day, at);
            }
            if (batch is not null) await batch.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
        return watch.Elapsed;
    }

    private static byte[] Hash(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return bytes;
    }

    private static DbCommand Command(DbConnection connection, string sql, params string[] names)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static void Run(DbBatch? batch, DbCommand command, DbTransaction transaction, params ReadOnlySpan<object> values)
    {
        if (batch is null)
        {
            command.Transaction = transaction;
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            command.ExecuteNonQuery();
            return;
        }
        var part = batch.CreateBatchCommand();
        part.CommandText = command.CommandText;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = part.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (command.Parameters[i].ParameterName, values[i]);
            part.Parameters.Add(parameter);
        }
        batch.BatchCommands.Add(part);
    }
}
