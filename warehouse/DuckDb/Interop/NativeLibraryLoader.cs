using System.Reflection;
using System.Runtime.InteropServices;

namespace RailLife.DuckDb.Interop;

/// <summary>Loads libduckdb (70 MB) at the first native call and not before.</summary>
internal static class NativeLibraryLoader
{
    public const string Name = "duckdb";

    public static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    public static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name)
        {
            return 0;
        }

        var beside = Path.Combine(AppContext.BaseDirectory, FileName);
        return File.Exists(beside)
            ? NativeLibrary.Load(beside)
            : throw new DllNotFoundException(
                $"{FileName} is not beside the program (looked for {beside}); run 'npm ci' in warehouse/DuckDb/native and build again");
    }
}
