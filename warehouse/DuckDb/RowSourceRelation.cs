using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>An <see cref="IRowSource"/> as a relation of SQL, until disposed. It is read once: a second reading finds it at its end.</summary>
public sealed unsafe class RowSourceRelation : IDisposable
{
    private const string Function = "raillife_rows";

    // DuckDB hands a number back and forth; the objects stay on this side.
    private static readonly ConcurrentDictionary<long, RowSourceRelation> Open = new();
    private static readonly int Capacity = checked((int)NativeMethods.duckdb_vector_size());
    private static long _last;

    private readonly IRowSource _source;
    private readonly DuckDbType[] _types;
    private readonly long _number = Interlocked.Increment(ref _last);
    private bool _ended;

    internal RowSourceRelation(IRowSource source)
    {
        _source = source;
        _types = [.. source.Columns.Select(c => c.Type)];
        Array.ForEach(_types, t => RowColumn.WidthOf(t));
        Open[_number] = this;
    }

    /// <summary>What stands in a from clause.</summary>
    public string Sql => string.Create(CultureInfo.InvariantCulture, $"{Function}({_number})");

    public void Dispose() => Open.TryRemove(_number, out _);

    /// <summary>Makes the function known to an instance.</summary>
    internal static void Register(nint connection)
    {
        var function = NativeMethods.duckdb_create_table_function();
        var number = NativeMethods.duckdb_create_logical_type((int)DuckDbType.BigInt);
        try
        {
            NativeMethods.duckdb_table_function_set_name(function, Function);
            NativeMethods.duckdb_table_function_add_parameter(function, number);
            NativeMethods.duckdb_table_function_set_bind(function, &Bind);
            NativeMethods.duckdb_table_function_set_init(function, &Init);
            NativeMethods.duckdb_table_function_set_function(function, &Fill);
            if (NativeMethods.duckdb_register_table_function(connection, function) != 0)
            {
                throw new DuckDbException(DuckDbErrorKind.Other, "DuckDB did not take the function that row sources are read by");
            }
        }
        finally
        {
            NativeMethods.duckdb_destroy_logical_type(ref number);
            NativeMethods.duckdb_destroy_table_function(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        var value = NativeMethods.duckdb_bind_get_parameter(info, 0);
        var number = NativeMethods.duckdb_get_int64(value);
        NativeMethods.duckdb_destroy_value(ref value);
        if (!Open.TryGetValue(number, out var relation))
        {
            NativeMethods.duckdb_bind_set_error(info, $"there is no row source {number}; it was disposed, or another process holds it");
            return;
        }

        foreach (var (name, type) in relation._source.Columns)
        {
            var native = NativeMethods.duckdb_create_logical_type((int)type);
            NativeMethods.duckdb_bind_add_result_column(info, name, native);
            NativeMethods.duckdb_destroy_logical_type(ref native);
        }

        NativeMethods.duckdb_bind_set_bind_data(info, (nint)number, 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
    }

    // Nothing may be thrown into DuckDB: what goes wrong fails the query, with the exception's message.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(nint info, nint chunk)
    {
        try
        {
            var number = NativeMethods.duckdb_function_get_bind_data(info);
            var rows = Open.TryGetValue(number, out var relation) ? relation.Next(chunk)
                : throw new InvalidOperationException($"the row source {number} was disposed while it was read");
            NativeMethods.duckdb_data_chunk_set_size(chunk, (ulong)rows);
        }
        catch (Exception failure)
        {
            NativeMethods.duckdb_function_set_error(info, $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    private int Next(nint chunk)
    {
        var rows = _ended ? 0 : _source.Fill(new RowChunk(chunk, _types, Capacity));
        if (rows < 0 || rows > Capacity)
        {
            throw new InvalidOperationException($"the row source says it wrote {rows} rows into a chunk of {Capacity}");
        }

        _ended = rows == 0;
        return rows;
    }
}
