using System.Runtime.InteropServices;

namespace RailLife.Lake;

/// <summary>The two calls .NET lacks: a hard link that fails when the name exists, and fsync of a folder.</summary>
/// <remarks>File.Move(overwrite: false) asks and then renames on Linux, so two writers can both win; link(2) cannot.</remarks>
internal static class Posix
{
    private const int Exists = 17;      // EEXIST, the same on Linux and macOS

    /// <summary>Gives <paramref name="from"/> a second name. False: the name is taken.</summary>
    public static bool TryLink(string from, string to)
    {
        if (Link(from, to) == 0) { return true; }
        var error = Marshal.GetLastPInvokeError();
        return error == Exists ? false : throw Failed("link", to, error);
    }

    /// <summary>Makes the names in a folder durable.</summary>
    public static void SyncFolder(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0) { throw Failed("open", folder, Marshal.GetLastPInvokeError()); }
        try
        {
            if (Sync(descriptor) != 0) { throw Failed("fsync", folder, Marshal.GetLastPInvokeError()); }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Makes a file's bytes durable.</summary>
    public static void SyncFile(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0);
        stream.Flush(flushToDisk: true);
    }

    private static IOException Failed(string call, string path, int error) =>
        new($"{call} of {path} failed: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}); the lake needs a file system with hard links and fsync");

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
