using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;
using RailLife.Store;

namespace RailLife.Bench.Commerce;

/// <summary>The baseline: what one paid order wrote, row for row into the same tables, by prepared ADO.NET in as many transactions, with no rule looked at.</summary>
internal sealed partial class CheckoutByHand
{
    private readonly CoreDatabase database;
    private readonly List<WrittenRow> rows;

    private CheckoutByHand(CoreDatabase database, List<WrittenRow> rows) => (this.database, this.rows) = (database, rows);

    public int Inserts => rows.Count(r => r.IsNew);

    public int Updates => rows.Count(r => !r.IsNew);

    /// <summary>Watches a paid order: the rows that stand there afterwards and did not before, and those that changed.</summary>
    public static async Task<CheckoutByHand> WatchAsync(CoreDatabase database, Func<Task> order, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var tables = await TablesAsync(connection, database.Dialect, ct);
        var before = new Dictionary<string, Dictionary<string, object[]>>();
        foreach (var table in tables) before.Add(table.Name, await RowsAsync(connection, table, ct));
        await order();
        var rows = new List<WrittenRow>();
        foreach (var table in tables)
            // In the order of their keys, as everybody locks: two orders never wait for each other in a ring.
            foreach (var (key, values) in (await RowsAsync(connection, table, ct)).OrderBy(r => r.Key, StringComparer.Ordinal))
                if (!before[table.Name].TryGetValue(key, out var was)) rows.Add(new WrittenRow(table, values, IsNew: true));
                else if (!was.Zip(values).All(p => Same(p.First, p.Second))) rows.Add(new WrittenRow(table, values, IsNew: false));
        return new CheckoutByHand(database, rows);
    }

    /// <summary>Orders per second.</summary>
    /// <param name="commits">Transactions that an order's rows are spread over: as many as the product made durable for one.</param>
    public async Task<double> RunAsync(int clients, int orders, int commits, CancellationToken ct)
    {
        // SQLite has one writer: more connections would only wait for each other.
        if (database.Dialect.IsSqlite) clients = 1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => WriteAsync(orders / clients, commits, ct), ct)));
        return orders / clients * clients / watch.Elapsed.TotalSeconds;
    }

    private async Task WriteAsync(int orders, int commits, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var commands = rows.Select(r => r.Command(connection)).ToList();
        using var begin = connection.CreateCommand();
        begin.CommandText = database.Dialect.IsSqlite ? "begin immediate" : "begin";
        using var commit = connection.CreateCommand();
        commit.CommandText = "commit";
        var share = (rows.Count + commits - 1) / commits;
        for (var order = 0; order < orders; order++)
        {
            var ids = new Dictionary<string, string>();
            for (var from = 0; from < rows.Count; from += share)
            {
                await begin.ExecuteNonQueryAsync(ct);
                for (var i = from; i < Math.Min(rows.Count, from + share); i++)
                {
                    rows[i].Fill(commands[i], ids);
                    await commands[i].ExecuteNonQueryAsync(ct);
                }
                await commit.ExecuteNonQueryAsync(ct);
            }
        }
        foreach (var command in commands) await command.DisposeAsync();
    }

    private static bool Same(object a, object b) => a is byte[] x && b is byte[] y ? x.AsSpan().SequenceEqual(y) : a.Equals(b);

    private static async Task<IReadOnlyList<TableShape>> TablesAsync(DbConnection connection, SqlDialect dialect, CancellationToken ct)
    {
        var tables = await ReadAsync(connection, dialect.IsSqlite
            ? "select m.name, p.name, p.pk from sqlite_master m, pragma_table_info(m.name) p where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, p.cid"
            : """
              select c.table_name, c.column_name, coalesce((select k.ordinal_position from information_schema.key_column_usage k join information_schema.table_constraints t on t.constraint_name = k.constraint_name and t.constraint_type = 'PRIMARY KEY'
                  where k.table_name = c.table_name and k.column_name = c.column_name and k.table_schema = 'public'), 0)::bigint
              from information_schema.columns c where c.table_schema = 'public' order by 1, c.ordinal_position
              """, ct);
        // Columns that the database fills itself are left to it.
        return [.. tables.GroupBy(r => (string)r[0]).Select(t => new TableShape(t.Key,
            [.. t.Select(r => (string)r[1]).Where(c => c != "xid" && (c != "position" || t.Key is not ("outbox" or "ledger_entry")))],
            [.. t.Where(r => Convert.ToInt64(r[2], null) > 0).Select(r => (string)r[1])]))];
    }

    private static async Task<Dictionary<string, object[]>> RowsAsync(DbConnection connection, TableShape table, CancellationToken ct)
    {
        var key = table.Key.Count > 0 ? string.Join(" || '|' || ", table.Key.Select(k => $"cast({k} as text)")) : "'' ";
        var rows = await ReadAsync(connection, $"select {key}, {string.Join(", ", table.Columns)} from {table.Name}", ct);
        return rows.ToDictionary(r => (string)r[0], r => r[1..]);
    }

    private static async Task<List<object[]>> ReadAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<object[]>();
        while (await reader.ReadAsync(ct))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }
        return rows;
    }

    private sealed record TableShape(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Key);

    private sealed partial record WrittenRow(TableShape Table, object[] Values, bool IsNew)
    {
        // A changed row is written as it is, by its key: a plain column is set to itself.
        private string Plain => Table.Columns.FirstOrDefault(c => !Table.Key.Contains(c)) ?? Table.Columns[0];

        public DbCommand Command(DbConnection connection)
        {
            var command = connection.CreateCommand();
            command.CommandText = IsNew
                ? $"insert into {Table.Name} ({string.Join(", ", Table.Columns)}) values ({string.Join(", ", Table.Columns.Select((_, i) => $"@p{i}"))}) on conflict do nothing"
                : $"update {Table.Name} set {Plain} = {Plain} where {string.Join(" and ", Table.Key.Select((k, i) => $"{k} = @p{i}"))}";
            var names = IsNew ? Table.Columns : Table.Key;
            for (var i = 0; i < names.Count; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"p{i}";
                command.Parameters.Add(parameter);
            }
            return command;
        }

        /// <param name="ids">New ids for those of this order, the same in all its rows.</param>
        public void Fill(DbCommand command, Dictionary<string, string> ids)
        {
            if (!IsNew)
            {
                for (var i = 0; i < Table.Key.Count; i++) command.Parameters[i].Value = Values[((List<string>)[.. Table.Columns]).IndexOf(Table.Key[i])];
                return;
            }
            for (var i = 0; i < Values.Length; i++) command.Parameters[i].Value = Values[i] is string text ? New(text, Table.Key.Contains(Table.Columns[i]), ids) : Values[i];
        }

        // Every id of the order's own is new again; so are numbers that must not come twice.
        private static string New(string text, bool isKey, Dictionary<string, string> ids)
        {
            var renewed = AnId().Replace(text, m => ids.TryGetValue(m.Value, out var known) ? known : ids[m.Value] = m.Value.Contains('-', StringComparison.Ordinal) ? Guid.CreateVersion7().ToString() : Guid.CreateVersion7().ToString("N"));
            return isKey && renewed == text || text.Length is > 15 and < 40 && renewed == text && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? $"{text}{Guid.NewGuid():N}" : renewed;
        }

        [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}")]
        private static partial Regex AnId();
    }
}
