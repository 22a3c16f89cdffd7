using System.Globalization;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

public sealed partial class DuckDbConnection
{
    /// <summary>Runs statements; without arguments there may be several. Gives the rows they inserted, updated, deleted or copied, together.</summary>
    /// <param name="sql">SQL with ?, $1 or $name for arguments.</param>
    /// <param name="args">Values in order, or <see cref="DuckDbParameter"/>s with names; an array such as string[] is one value, a list.</param>
    /// <exception cref="DuckDbException">DuckDB's own message; statements before the failing one have run unless a transaction is open.</exception>
    public long Execute(string sql, params object?[] args)
    {
        using var result = Run(sql, args, streaming: false);
        return result.RowsChanged;
    }

    /// <summary>All rows of the last statement, in memory.</summary>
    public List<object?[]> Rows(string sql, params object?[] args)
    {
        var rows = new List<object?[]>();
        using var reader = ReadChunks(sql, args);
        while (reader.Next())
        {
            var first = rows.Count;
            for (var row = 0; row < reader.RowCount; row++)
            {
                rows.Add(new object?[reader.Columns.Count]);
            }

            for (var column = 0; column < reader.Columns.Count; column++)
            {
                var vector = reader.Vector(column);
                for (var row = 0; row < reader.RowCount; row++)
                {
                    rows[first + row][column] = vector.Value(row);
                }
            }
        }

        return rows;
    }

    /// <summary>The first column of the first row, widened or narrowed to T without loss.</summary>
    /// <exception cref="DuckDbException">There is no row, or it is null and T takes no null.</exception>
    /// <exception cref="OverflowException">The number is too big for T.</exception>
    public T Scalar<T>(string sql, params object?[] args)
    {
        object? value = null;
        var any = false;
        using (var reader = ReadChunks(sql, args))
        {
            if (reader.Next())
            {
                any = true;
                value = reader.Vector(0).Value(0);
            }
        }

        return value is null && default(T) is not null
            ? throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"the query gave {(any ? "null" : "no row")} where a {typeof(T).Name} was expected; use {typeof(T).Name}? or coalesce")
            : ValueConversion.To<T>(value);
    }

    /// <summary>Streams the last statement's rows in chunks of up to 2,048. Only one reader is open on a connection at a time.</summary>
    public DuckDbChunkReader ReadChunks(string sql, params object?[] args) => new(Run(sql, args, streaming: true));

    /// <summary>Opens a columnar writer to a table of this connection.</summary>
    /// <param name="table">Name as it is, unquoted.</param>
    /// <param name="schema">Schema; null = the current one.</param>
    /// <exception cref="DuckDbException">There is no such table.</exception>
    public DuckDbChunkAppender OpenAppender(string table, string? schema = null) => new(this, schema, table);

    /// <summary>Rows of this process as a relation, for one query of this connection.</summary>
    public RowSourceRelation OpenSource(IRowSource source)
    {
        _handle.Database.Prepare(RowSourceRelation.Register, Native);
        return new RowSourceRelation(source);
    }

    internal unsafe QueryResult Run(string sql, IReadOnlyList<object?> args, bool streaming)
    {
        if (_stream is not null)
        {
            throw new InvalidOperationException("a reader is still open on this connection; dispose it first or take another connection");
        }

        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new DuckDbException(DuckDbErrorKind.Parser, "the SQL text holds a NUL character; pass such text as a parameter");
        }

        if (args is object[] && args.GetType() != typeof(object[]))
        {
            // An array of a reference type slips in as the argument array itself, where one list was meant.
            args = [args];
        }

        ThrowIfOverLimit();
        var connection = Native;
        var count = NativeMethods.duckdb_extract_statements(connection, sql, out var statements);
        try
        {
            if (count == 0)
            {
                var message = NativeMethods.Text(NativeMethods.duckdb_extract_statements_error(statements));
                throw message.Length > 0
                    ? DuckDbException.FromMessage(message)
                    : new DuckDbException(DuckDbErrorKind.Parser, "the SQL text holds no statement");
            }

            if (count > 1 && args.Count > 0)
            {
                throw new DuckDbException(DuckDbErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"the SQL text holds {count} statements and {args.Count} arguments; run statements with arguments one by one"));
            }

            long changed = 0;
            for (ulong i = 0; i + 1 < count; i++)
            {
                using var result = RunOne(statements, i, args, streaming: false, changed);
                changed = result.RowsChanged;
            }

            var last = RunOne(statements, count - 1, args, streaming, changed);
            _stream = streaming ? last : null;
            return last;
        }
        finally
        {
            NativeMethods.duckdb_destroy_extracted(ref statements);
        }
    }

    private unsafe QueryResult RunOne(nint statements, ulong index, IReadOnlyList<object?> args, bool streaming, long changedBefore)
    {
        var state = NativeMethods.duckdb_prepare_extracted_statement(Native, statements, index, out var prepared);
        try
        {
            if (state != 0)
            {
                throw Translate(DuckDbException.FromMessage(NativeMethods.Text(NativeMethods.duckdb_prepare_error(prepared))));
            }

            ParameterBinding.Bind(prepared, args);
            return QueryResult.Execute(this, prepared, streaming, changedBefore);
        }
        finally
        {
            NativeMethods.duckdb_destroy_prepare(ref prepared);
        }
    }
}
