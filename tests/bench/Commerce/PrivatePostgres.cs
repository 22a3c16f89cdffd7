using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace RailLife.Bench.Commerce;

/// <summary>A PostgreSQL cluster of our own (apt's <c>postgresql</c>): a socket in a scratch folder, no network, gone when this process ends.</summary>
public sealed class PrivatePostgres : IDisposable
{
    private static readonly Lock Gate = new();
    private static PrivatePostgres? shared;

    private readonly string folder;
    private readonly string bin;
    private readonly string settings;
    private int databases;

    private PrivatePostgres(string settings)
    {
        this.settings = settings;
        bin = Binaries() ?? throw new InvalidOperationException("found no PostgreSQL in /usr/lib/postgresql; `apt-get install postgresql` brings one (`./raillife test` does it)");
        folder = Directory.CreateTempSubdirectory("raillife-pg-").FullName;
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", folder);   // initdb refuses root
        AsOwner(Path.Combine(bin, "initdb"), "-D", Data, "-A", "trust", "-U", "raillife", "--no-sync", "-E", "UTF8", "--locale=C");
        Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Leave();
    }

    private string Data => Path.Combine(folder, "data");

    /// <summary>Null where PostgreSQL is not installed.</summary>
    public static string? Binaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault()
        : null;

    /// <summary>One cluster per process, for tests: what a crash of the machine would lose does not matter there, so it does not fsync.</summary>
    public static PrivatePostgres Shared()
    {
        lock (Gate) return shared ??= new PrivatePostgres("-c fsync=off -c max_connections=200 -c shared_buffers=128MB");
    }

    /// <summary>A cluster that is durable at every commit, for measurements and kills.</summary>
    public static PrivatePostgres Durable() => new("-c synchronous_commit=on -c max_connections=100 -c shared_buffers=256MB");

    /// <summary>Connection string of a new database: empty, or a copy of one that nobody is connected to.</summary>
    public string NewDatabase(string template = "template1")
    {
        var name = $"raillife_{Interlocked.Increment(ref databases)}";
        using var connection = new NpgsqlConnection(Connection("postgres"));
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = $"create database {name} template {template}";
        create.ExecuteNonQuery();
        return Connection(name);
    }

    /// <summary>kill -9 of the server and all its processes, then it starts again and recovers from its log.</summary>
    public async Task KillAndRestartAsync()
    {
        var server = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        foreach (var id in (int[])[server, .. ChildrenOf(server)]) Kill(id);
        for (var tries = 1; ; tries++)
        {
            try
            {
                Start();
                return;
            }
            catch (InvalidOperationException) when (tries < 240)
            {
                await Task.Delay(250);   // the last of its processes still holds the shared memory
            }
        }
    }

    private void Start() => AsOwner(Path.Combine(bin, "pg_ctl"), "-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-k {folder} -h '' {settings}", "start");

    // Field 4 of /proc/ID/stat, after the name in brackets, is the parent.
    private static IEnumerable<int> ChildrenOf(int parent)
    {
        foreach (var process in Process.GetProcesses())
        {
            string stat;
            using (process)
            {
                try
                {
                    stat = File.ReadAllText($"/proc/{process.Id}/stat");
                }
                catch (IOException)
                {
                    continue;   // it has just ended
                }
                if (int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) == parent) yield return process.Id;
            }
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended by itself.
        }
    }

    /// <summary>Ends the server at once, as a power cut would.</summary>
    public void Dispose()
    {
        if (!Directory.Exists(folder)) return;
        try
        {
            AsOwner(Path.Combine(bin, "pg_ctl"), "-D", Data, "-m", "immediate", "stop");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The process is ending and nobody waits for it: the server is stopped and hundreds of databases are deleted behind it.
    private void Leave()
    {
        if (!Directory.Exists(folder)) return;
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = "/" };
        foreach (var arg in (string[])["--fork", "bash", "-c", "kill -QUIT $(head -n 1 \"$1/data/postmaster.pid\") 2>/dev/null; sleep 2; rm -rf \"$1\"", "leave", folder]) start.ArgumentList.Add(arg);
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        Process.Start(start)?.Dispose();
    }

    private string Connection(string database) => $"Host={folder};Username=raillife;Database={database};Maximum Pool Size=40;Timeout=15";

    private static void AsOwner(string program, params string[] args)
    {
        if (Environment.IsPrivilegedProcess) Run("runuser", ["-u", "postgres", "--", program, .. args]);
        else Run(program, args);
    }

    private static void Run(string program, params string[] args)
    {
        // No pipes: the server would inherit them and the wait for their end would never end.
        var start = new ProcessStartInfo("bash") { WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("out=$(mktemp); if ! \"$@\" >\"$out\" 2>&1 </dev/null; then cat \"$out\" >&2; rm -f \"$out\"; exit 1; fi; rm -f \"$out\"");
        start.ArgumentList.Add("run");
        start.ArgumentList.Add(program);
        foreach (var arg in args) start.ArgumentList.Add(arg);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"cannot start {program}");
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', args)} ended with {process.ExitCode}");
    }
}
