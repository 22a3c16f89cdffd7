using System.Runtime.ExceptionServices;

namespace RailLife.Lake;

/// <summary>Waits for the disk together: one flush of the file system's journal serves all that wait for it at the same time.</summary>
public static class SideBySide
{
    private const int StackBytes = 512 * 1024;

    /// <summary>Runs all, each on a thread of its own, the last on the caller's; returns when all have ended.</summary>
    /// <remarks>Threads of their own: pool threads are as few as cores, and waiting ones would hold up everybody else.</remarks>
    /// <exception cref="Exception">The first failure in the list's order; the others have run to their end all the same.</exception>
    public static void Run(IReadOnlyList<Action> works)
    {
        var failures = new Exception?[works.Count];
        var threads = Enumerable.Range(0, Math.Max(0, works.Count - 1)).Select(i => new Thread(() => Run(i), StackBytes) { IsBackground = true }).ToList();
        threads.ForEach(t => t.Start());
        if (works.Count > 0) { Run(works.Count - 1); }
        threads.ForEach(t => t.Join());
        if (Array.Find(failures, f => f is not null) is { } first) { ExceptionDispatchInfo.Throw(first); }

        void Run(int i)
        {
            try { works[i](); }
            catch (Exception failure) { failures[i] = failure; }
        }
    }
}
