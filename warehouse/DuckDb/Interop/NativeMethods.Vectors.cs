using System.Runtime.InteropServices;

namespace RailLife.DuckDb.Interop;

/// <summary>Chunks, vectors, types and values. Short calls that neither block nor call back skip the GC transition.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Lib)] public static partial ulong duckdb_vector_size();
    [LibraryImport(Lib)] public static partial nint duckdb_create_data_chunk(nint* types, ulong columns);
    [LibraryImport(Lib)] public static partial void duckdb_destroy_data_chunk(ref nint chunk);
    [LibraryImport(Lib)] public static partial void duckdb_data_chunk_reset(nint chunk);
    [LibraryImport(Lib), SuppressGCTransition] public static partial ulong duckdb_data_chunk_get_size(nint chunk);
    [LibraryImport(Lib), SuppressGCTransition] public static partial void duckdb_data_chunk_set_size(nint chunk, ulong size);
    [LibraryImport(Lib), SuppressGCTransition] public static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);
    [LibraryImport(Lib), SuppressGCTransition] public static partial void* duckdb_vector_get_data(nint vector);
    [LibraryImport(Lib), SuppressGCTransition] public static partial ulong* duckdb_vector_get_validity(nint vector);
    [LibraryImport(Lib)] public static partial void duckdb_vector_ensure_validity_writable(nint vector);
    [LibraryImport(Lib), SuppressGCTransition] public static partial nint duckdb_list_vector_get_child(nint vector);
    [LibraryImport(Lib), SuppressGCTransition] public static partial ulong duckdb_list_vector_get_size(nint vector);
    [LibraryImport(Lib), SuppressGCTransition] public static partial nint duckdb_struct_vector_get_child(nint vector, ulong index);
    [LibraryImport(Lib), SuppressGCTransition] public static partial nint duckdb_array_vector_get_child(nint vector);

    [LibraryImport(Lib)] public static partial nint duckdb_create_logical_type(int type);
    [LibraryImport(Lib)] public static partial nint duckdb_create_decimal_type(byte width, byte scale);
    [LibraryImport(Lib)] public static partial void duckdb_destroy_logical_type(ref nint type);
    [LibraryImport(Lib)] public static partial int duckdb_get_type_id(nint type);
    [LibraryImport(Lib)] public static partial byte* duckdb_logical_type_get_alias(nint type);
    [LibraryImport(Lib)] public static partial byte duckdb_decimal_width(nint type);
    [LibraryImport(Lib)] public static partial byte duckdb_decimal_scale(nint type);
    [LibraryImport(Lib)] public static partial uint duckdb_enum_dictionary_size(nint type);
    [LibraryImport(Lib)] public static partial byte* duckdb_enum_dictionary_value(nint type, ulong index);
    [LibraryImport(Lib)] public static partial nint duckdb_list_type_child_type(nint type);
    [LibraryImport(Lib)] public static partial nint duckdb_array_type_child_type(nint type);
    [LibraryImport(Lib)] public static partial ulong duckdb_array_type_array_size(nint type);
    [LibraryImport(Lib)] public static partial nint duckdb_map_type_key_type(nint type);
    [LibraryImport(Lib)] public static partial nint duckdb_map_type_value_type(nint type);
    [LibraryImport(Lib)] public static partial ulong duckdb_struct_type_child_count(nint type);
    [LibraryImport(Lib)] public static partial byte* duckdb_struct_type_child_name(nint type, ulong index);
    [LibraryImport(Lib)] public static partial nint duckdb_struct_type_child_type(nint type, ulong index);
    [LibraryImport(Lib)] public static partial ulong duckdb_union_type_member_count(nint type);
    [LibraryImport(Lib)] public static partial byte* duckdb_union_type_member_name(nint type, ulong index);
    [LibraryImport(Lib)] public static partial nint duckdb_union_type_member_type(nint type, ulong index);

    [LibraryImport(Lib)] public static partial void duckdb_destroy_value(ref nint value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_null_value();
    [LibraryImport(Lib)] public static partial nint duckdb_create_bool([MarshalAs(UnmanagedType.U1)] bool value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_int8(sbyte value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_int16(short value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_int32(int value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_int64(long value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_uint8(byte value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_uint16(ushort value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_uint32(uint value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_uint64(ulong value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_hugeint(NativeHugeInt value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_uhugeint(NativeHugeInt value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_float(float value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_double(double value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_decimal(NativeDecimal value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_bignum(NativeBigNum value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_varchar_length(byte* text, ulong length);
    [LibraryImport(Lib)] public static partial nint duckdb_create_blob(byte* data, ulong length);
    [LibraryImport(Lib)] public static partial nint duckdb_create_date(int days);
    [LibraryImport(Lib)] public static partial nint duckdb_create_time(long micros);
    [LibraryImport(Lib)] public static partial nint duckdb_create_time_tz_value(ulong bits);
    [LibraryImport(Lib)] public static partial nint duckdb_create_timestamp(long micros);
    [LibraryImport(Lib)] public static partial nint duckdb_create_timestamp_tz(long micros);
    [LibraryImport(Lib)] public static partial nint duckdb_create_interval(NativeInterval value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_uuid(NativeHugeInt value);
    [LibraryImport(Lib)] public static partial nint duckdb_create_list_value(nint elementType, nint* values, ulong count);
}
