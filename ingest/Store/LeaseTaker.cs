using System.Globalization;

namespace RailLife.Store;

/// <summary>Who takes a shared lease: a process, known well enough that another one on its machine can tell that it is gone.</summary>
/// <param name="Machine">Name, boot and process namespace: process numbers mean something only within these.</param>
/// <param name="ProcessId">Its number there.</param>
/// <param name="Started">When it started, as the system counts: numbers are given again. Empty = this system does not tell.</param>
/// <param name="Part">Tells several takers of one process apart.</param>
public sealed record LeaseTaker(string Machine, int ProcessId, string Started, string Part)
{
    /// <summary>A taker in this process.</summary>
    public static LeaseTaker New() => new(ThisMachine(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", Guid.CreateVersion7().ToString("N"));

    /// <summary>True when it certainly does nothing any more. False when nobody here can know.</summary>
    public bool IsGone => Started.Length > 0 && Machine == ThisMachine() && StartOf(ProcessId) != Started;

    public override string ToString() => $"process {ProcessId} on {Machine.Split('/')[0]}";

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Machine} {ProcessId} {Started} {Part}");

    /// <exception cref="FormatException">The text is not from <see cref="ToText"/>.</exception>
    public static LeaseTaker Parse(string text) => text.Split(' ') is [var machine, var id, var started, var part]
        ? new(machine, int.Parse(id, CultureInfo.InvariantCulture), started, part)
        : throw new FormatException($"'{text}' names no taker of a lease; expected machine, process, start and part");

    private static string ThisMachine() => $"{Environment.MachineName}/{Read("/proc/sys/kernel/random/boot_id")}/{new FileInfo("/proc/self/ns/pid").LinkTarget}";

    // Field 22 of /proc/ID/stat; the second field is the name in brackets and may hold spaces. A process that has ended but is not fetched yet (Z) does nothing either.
    private static string? StartOf(int processId) => Read($"/proc/{processId}/stat") is { Length: > 0 } stat && stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is { Length: > 19 } fields && fields[0] != "Z" ? fields[19] : null;

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return "";   // it has just ended, or this system has no such file
        }
    }
}
