using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace RailLife.EventLog.Kafka;

/// <summary>Finds and loads librdkafka once per process: the setting, the project's own build, or the system's.</summary>
public static class KafkaNative
{
    const int VersionMin = 0x020300ff;   // earlier ones lack the leader-epoch calls that every Consume makes
    static readonly Lock Gate = new();
    static nint handle;

    /// <summary>The loaded library; the first call decides which file it is.</summary>
    /// <param name="path">Kafka:NativePath; null = look for it.</param>
    /// <exception cref="DllNotFoundException">None is there, or it is too old; the message says what to do.</exception>
    public static nint Load(string? path = null)
    {
        lock (Gate)
        {
            if (handle != 0)
                return handle;
            var (found, loaded) = Find(path);
            NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, (name, _, _) => name switch
            {
                "libdl" => NativeLibrary.Load("libdl.so.2"),
                _ when name.Contains("rdkafka", StringComparison.Ordinal) => loaded,
                _ => 0,
            });
            Library.Load(found);
            return handle = loaded;
        }
    }

    static (string Path, nint Handle) Find(string? setting)
    {
        var tried = new List<string>();
        foreach (var candidate in setting is null ? Candidates() : [setting])
        {
            if (!NativeLibrary.TryLoad(candidate, out var loaded))
            {
                tried.Add($"{candidate} (not there or not loadable)");
                continue;
            }
            var version = Marshal.GetDelegateForFunctionPointer<Version>(NativeLibrary.GetExport(loaded, "rd_kafka_version"))();
            if (version >= VersionMin)
                return (candidate, loaded);
            tried.Add($"{candidate} (version {version:x8}, expected 2.3 or later)");
        }
        throw new DllNotFoundException(
            $"Kafka needs librdkafka 2.3 or later; found none: {string.Join(", ", tried)}. Run ingest/EventLog/native/build-librdkafka.sh, or set Kafka:NativePath.");
    }

    static IEnumerable<string> Candidates()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location) ?? "." })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var built = Path.Combine(folder.FullName, ".cache", "librdkafka", "librdkafka.so.1");
                if (File.Exists(built))
                    yield return built;
            }
        }
        yield return "librdkafka.so.1";
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate int Version();
}
