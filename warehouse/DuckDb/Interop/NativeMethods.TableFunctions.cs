using System.Runtime.InteropServices;

namespace RailLife.DuckDb.Interop;

/// <summary>Table functions: relations whose rows this process makes.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Lib)] public static partial nint duckdb_create_table_function();
    [LibraryImport(Lib)] public static partial void duckdb_destroy_table_function(ref nint function);
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)] public static partial void duckdb_table_function_set_name(nint function, string name);
    [LibraryImport(Lib)] public static partial void duckdb_table_function_add_parameter(nint function, nint type);
    [LibraryImport(Lib)] public static partial void duckdb_table_function_set_bind(nint function, delegate* unmanaged[Cdecl]<nint, void> bind);
    [LibraryImport(Lib)] public static partial void duckdb_table_function_set_init(nint function, delegate* unmanaged[Cdecl]<nint, void> init);
    [LibraryImport(Lib)] public static partial void duckdb_table_function_set_function(nint function, delegate* unmanaged[Cdecl]<nint, nint, void> fill);
    [LibraryImport(Lib)] public static partial int duckdb_register_table_function(nint connection, nint function);

    [LibraryImport(Lib)] public static partial nint duckdb_bind_get_parameter(nint info, ulong index);
    [LibraryImport(Lib)] public static partial long duckdb_get_int64(nint value);
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)] public static partial void duckdb_bind_add_result_column(nint info, string name, nint type);
    [LibraryImport(Lib)] public static partial void duckdb_bind_set_bind_data(nint info, nint data, nint destroy);
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)] public static partial void duckdb_bind_set_error(nint info, string message);
    [LibraryImport(Lib)] public static partial nint duckdb_function_get_bind_data(nint info);
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)] public static partial void duckdb_function_set_error(nint info, string message);
}
