using System.Diagnostics;
using System.Globalization;

namespace RailLife.DuckDb;

/// <summary>Folders of spilled data: DuckDB empties its own, but not after a kill.</summary>
public static class SpillFolder
{
    /// <summary>Folder name of a part of this process; the machine is in it because a data folder may be shared.</summary>
    internal static string Name(string part) => FormattableString.Invariant($"{part}-{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>Removes what processes of this machine left that live no more. Gives the number of folders removed.</summary>
    public static int RemoveLeftovers(string tempDirectory)
    {
        if (!Directory.Exists(tempDirectory))
        {
            return 0;
        }

        var removed = 0;
        foreach (var folder in Directory.GetDirectories(tempDirectory))
        {
            if (IsLeftover(Path.GetFileName(folder)) && TryDelete(folder))
            {
                removed++;
            }
        }

        return removed;
    }

    private static bool IsLeftover(string name)
    {
        var mark = $"-{Environment.MachineName}-";
        var at = name.IndexOf(mark, StringComparison.Ordinal);
        return at > 0
            && int.TryParse(name.AsSpan(at + mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && !IsAlive(process);
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            // Another process that starts now was quicker.
            return false;
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
