using System.Runtime.InteropServices;

namespace RailLife.DuckDb.Interop;

/// <summary>Instance, connection, statement and result calls of DuckDB's C API. States: 0 = success, 1 = error.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Lib = NativeLibraryLoader.Name;

    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, NativeLibraryLoader.Resolve);

    [LibraryImport(Lib)] public static partial byte* duckdb_library_version();
    [LibraryImport(Lib)] public static partial void duckdb_free(void* p);

    [LibraryImport(Lib)] public static partial int duckdb_create_config(out nint config);
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)] public static partial int duckdb_set_config(nint config, string name, string option);
    [LibraryImport(Lib)] public static partial void duckdb_destroy_config(ref nint config);
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)] public static partial int duckdb_open_ext(string? path, out nint database, nint config, out byte* error);
    [LibraryImport(Lib)] public static partial void duckdb_close(ref nint database);
    [LibraryImport(Lib)] public static partial int duckdb_connect(nint database, out nint connection);
    [LibraryImport(Lib)] public static partial void duckdb_disconnect(ref nint connection);
    [LibraryImport(Lib)] public static partial void duckdb_interrupt(nint connection);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)] public static partial ulong duckdb_extract_statements(nint connection, string sql, out nint statements);
    [LibraryImport(Lib)] public static partial byte* duckdb_extract_statements_error(nint statements);
    [LibraryImport(Lib)] public static partial void duckdb_destroy_extracted(ref nint statements);
    [LibraryImport(Lib)] public static partial int duckdb_prepare_extracted_statement(nint connection, nint statements, ulong index, out nint prepared);
    [LibraryImport(Lib)] public static partial byte* duckdb_prepare_error(nint prepared);
    [LibraryImport(Lib)] public static partial void duckdb_destroy_prepare(ref nint prepared);
    [LibraryImport(Lib)] public static partial ulong duckdb_nparams(nint prepared);
    [LibraryImport(Lib)] public static partial byte* duckdb_parameter_name(nint prepared, ulong index);
    [LibraryImport(Lib)] public static partial int duckdb_bind_value(nint prepared, ulong index, nint value);
    [LibraryImport(Lib)] public static partial int duckdb_execute_prepared(nint prepared, NativeResult* result);
    [LibraryImport(Lib)] public static partial int duckdb_execute_prepared_streaming(nint prepared, NativeResult* result);

    [LibraryImport(Lib)] public static partial void duckdb_destroy_result(NativeResult* result);
    [LibraryImport(Lib)] public static partial byte* duckdb_result_error(NativeResult* result);
    [LibraryImport(Lib)] public static partial ulong duckdb_column_count(NativeResult* result);
    [LibraryImport(Lib)] public static partial byte* duckdb_column_name(NativeResult* result, ulong column);
    [LibraryImport(Lib)] public static partial nint duckdb_column_logical_type(NativeResult* result, ulong column);
    [LibraryImport(Lib)] public static partial ulong duckdb_rows_changed(NativeResult* result);
    [LibraryImport(Lib)] public static partial nint duckdb_fetch_chunk(NativeResult result);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)] public static partial int duckdb_appender_create_ext(nint connection, string? catalog, string? schema, string table, out nint appender);
    [LibraryImport(Lib)] public static partial nint duckdb_appender_error_data(nint appender);
    [LibraryImport(Lib)] public static partial int duckdb_error_data_error_type(nint error);
    [LibraryImport(Lib)] public static partial byte* duckdb_error_data_message(nint error);
    [LibraryImport(Lib)] public static partial void duckdb_destroy_error_data(ref nint error);
    [LibraryImport(Lib)] public static partial ulong duckdb_appender_column_count(nint appender);
    [LibraryImport(Lib)] public static partial nint duckdb_appender_column_type(nint appender, ulong column);
    [LibraryImport(Lib)] public static partial int duckdb_append_data_chunk(nint appender, nint chunk);
    [LibraryImport(Lib)] public static partial int duckdb_appender_flush(nint appender);
    [LibraryImport(Lib)] public static partial int duckdb_appender_clear(nint appender);
    [LibraryImport(Lib)] public static partial int duckdb_appender_destroy(ref nint appender);

    /// <summary>Text of a C string that DuckDB keeps; empty for null.</summary>
    public static string Text(byte* s) => Marshal.PtrToStringUTF8((nint)s) ?? "";

    /// <summary>Text of a C string that is ours to free.</summary>
    public static string TakeText(byte* s)
    {
        var text = Text(s);
        duckdb_free(s);
        return text;
    }
}
