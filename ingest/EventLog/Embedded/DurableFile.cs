using System.Runtime.InteropServices;

namespace RailLife.EventLog.Embedded;

/// <summary>Two things .NET has no call for: a rename that never replaces, and fsync of a folder.</summary>
internal static class DurableFile
{
    const int FileExists = 17; // EEXIST

    /// <summary>Gives the file its name for good; false when another process was first. Either way the old name is gone.</summary>
    public static bool PutIfAbsent(string temporary, string path)
    {
        var won = link(temporary, path) == 0;
        var errno = Marshal.GetLastPInvokeError();
        File.Delete(temporary);
        if (!won && errno != FileExists)
            throw new IOException($"cannot name {path}: errno {errno}");
        if (won)
            SyncFolder(Path.GetDirectoryName(path) ?? ".");
        return won;
    }

    public static void SyncFolder(string folder)
    {
        var fd = open(folder, 0);
        if (fd < 0)
            throw new IOException($"cannot open folder {folder}: errno {Marshal.GetLastPInvokeError()}");
        try
        {
            if (fsync(fd) != 0)
                throw new IOException($"cannot sync folder {folder}: errno {Marshal.GetLastPInvokeError()}");
        }
        finally
        {
            _ = close(fd);
        }
    }

    [DllImport("libc", SetLastError = true)]
    static extern int link([MarshalAs(UnmanagedType.LPUTF8Str)] string oldPath, [MarshalAs(UnmanagedType.LPUTF8Str)] string newPath);

    [DllImport("libc", SetLastError = true)]
    static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    static extern int fsync(int fd);

    [DllImport("libc", SetLastError = true)]
    static extern int close(int fd);
}
