using System.Text.Json;

namespace RailLife.Store;

/// <summary>Who holds a lease, since when (UTC).</summary>
public sealed record LeaseHolder(string Name, int ProcessId, string Host, DateTimeOffset Since)
{
    public override string ToString() => $"'{Name}' is held by process {ProcessId} on {Host} since {Since:u}";
}

/// <summary>The right to be the only one who does something in a data folder: ingest, build, relay. Ends when disposed or when the process dies.</summary>
/// <remarks>An exclusive lock (flock) on <c>locks/NAME.lock</c>; the system gives it up with the process, so no time-out is needed and none can be too short.</remarks>
public sealed class Lease : IDisposable
{
    static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(200);
    readonly FileStream lockFile;
    readonly string holderPath;

    Lease(FileStream lockFile, string holderPath, LeaseHolder holder)
    {
        (this.lockFile, this.holderPath, Holder) = (lockFile, holderPath, holder);
    }

    /// <summary>This process.</summary>
    public LeaseHolder Holder { get; }

    /// <summary>Takes the lease; null when somebody has it (ask <see cref="HolderOf"/> who).</summary>
    /// <param name="name">What only one may do: letters, digits and hyphens.</param>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    public static Lease? TryTake(string dataFolder, string name, TimeProvider clock)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dataFolder, "locks")).FullName;
        var path = Path.Combine(folder, Checked(name) + ".lock");
        FileStream lockFile;
        try
        {
            lockFile = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            return null;
        }
        var holder = new LeaseHolder(name, Environment.ProcessId, Environment.MachineName, clock.GetUtcNow());
        var holderPath = HolderPath(dataFolder, name);
        var temporary = $"{holderPath}.{Environment.ProcessId}";
        File.WriteAllText(temporary, JsonSerializer.Serialize(holder));
        File.Move(temporary, holderPath, overwrite: true);   // readers never see half a holder
        return new Lease(lockFile, holderPath, holder);
    }

    /// <summary>Takes the lease or says who has it.</summary>
    /// <exception cref="LeaseHeldException">Another one has it.</exception>
    public static Lease Take(string dataFolder, string name, TimeProvider clock) =>
        TryTake(dataFolder, name, clock) ?? throw new LeaseHeldException(name, HolderOf(dataFolder, name));

    /// <summary>Waits until the lease is free.</summary>
    /// <param name="waiting">Told once, when it has to wait; the holder is null when it is just changing.</param>
    public static async Task<Lease> TakeAsync(string dataFolder, string name, TimeProvider clock, Action<LeaseHolder?> waiting, CancellationToken ct)
    {
        if (TryTake(dataFolder, name, clock) is { } free)
            return free;
        waiting(HolderOf(dataFolder, name));
        while (true)
        {
            await Task.Delay(RetryEvery, ct);
            if (TryTake(dataFolder, name, clock) is { } lease)
                return lease;
        }
    }

    /// <summary>Who said last that it took the lease and has not given it back; null when nobody did. A killed process stays named until the next one takes it.</summary>
    public static LeaseHolder? HolderOf(string dataFolder, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<LeaseHolder>(File.ReadAllText(HolderPath(dataFolder, Checked(name))));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (!lockFile.CanRead)
            return;
        File.Delete(holderPath);   // before the lock: afterwards the file is the next one's
        lockFile.Dispose();        // the lock file itself stays: deleting it would let two processes lock two files of one name
    }

    static string HolderPath(string dataFolder, string name) => Path.Combine(dataFolder, "locks", name + ".holder.json");

    static string Checked(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        ? name
        : throw new ArgumentException($"lease name '{name}': expected letters, digits and hyphens", nameof(name));
}

/// <summary>Somebody else has the lease.</summary>
public sealed class LeaseHeldException(string name, LeaseHolder? holder)
    : Exception(holder is null ? $"'{name}' is held by another process; stop it or wait" : $"{holder}; stop it or wait")
{
    /// <summary>Null when the holder is just changing.</summary>
    public LeaseHolder? Holder { get; } = holder;
}
