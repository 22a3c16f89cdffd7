using System.Globalization;
using System.Text.Json;
using RailLife.Bench.Frame;
using RailLife.Bench.Lake;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Bench.Proofs;

/// <summary>
/// Commits are put-if-absent and whole: two processes race for every version with a barrier before each, and exactly one wins it;
/// processes killed with -9 while they commit leave a log without a torn line, every commit that they told of, and every row of it.
/// </summary>
public static class CommitProof
{
    public static Proof Proof { get; } = new("commit", "two processes race for 10,000 versions; 50 kills -9 while committing", RunAsync);

    public static Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct)
    {
        var (versions, kills) = (options.Share(10_000), options.Share(50));
        List<string> violations = [.. Race(options, versions, ct), .. Kills(options, kills, ct)];
        return Task.FromResult(new ProofResult($"{versions} versions raced for, {kills} kills", violations));
    }

    private static List<string> Race(ProofOptions options, int versions, CancellationToken ct)
    {
        File.WriteAllBytes(Path.Combine(options.Folder, CommitChildren.BarrierFile), new byte[CommitChildren.BarrierBytes]);
        var table = new DeltaLake(options.Folder, TimeProvider.System).Table("race");
        table.Create(TableSchema.Of(("id", "bigint")), []);
        var count = versions.ToString(CultureInfo.InvariantCulture);
        using var first = ChildProcess.Start("commit-race", options.Folder, count, "0");
        using var second = ChildProcess.Start("commit-race", options.Folder, count, "1");
        var won = new[] { Versions(first.ReadToEnd()), Versions(second.ReadToEnd()) };
        options.Say($"process 0 won {won[0].Count} versions, process 1 won {won[1].Count}");
        ct.ThrowIfCancellationRequested();

        var violations = new List<string>();
        if (first.ExitCode != 0 || second.ExitCode != 0) { violations.Add($"a racing process ended with {first.ExitCode} and {second.ExitCode}"); }
        for (var version = 1; version <= versions; version++)
        {
            var winners = won.Count(w => w.Contains(version));
            if (winners != 1) { violations.Add($"version {version} was won by {winners} processes"); }
        }
        foreach (var (version, info) in Commits(table, violations).Skip(1))
        {
            var winner = info.GetProperty("winner").GetInt32();
            if (!won[winner].Contains((int)version)) { violations.Add($"version {version} holds the commit of process {winner}, which says it lost"); }
        }
        var read = new DeltaLake(options.Folder, TimeProvider.System).Table("race").Read();
        if (read.Version != versions || read.Txn("race") != versions) { violations.Add($"a fresh reader sees version {read.Version} and txn {read.Txn("race")}; expected {versions}"); }
        return violations;
    }

    private static List<string> Kills(ProofOptions options, int kills, CancellationToken ct)
    {
        var random = new Random(options.Seed);
        var table = new DeltaLake(options.Folder, TimeProvider.System).Table("loop");
        table.Create(TableSchema.Of(("id", "bigint"), ("writer", "varchar")), []);
        var told = new Dictionary<long, string>();
        var violations = new List<string>();
        for (var kill = 0; kill < kills && !ct.IsCancellationRequested; kill++)
        {
            var names = new[] { $"{kill}a", $"{kill}b" };
            var children = names.Select(n => ChildProcess.Start("commit-loop", options.Folder, n)).ToList();
            try
            {
                foreach (var child in children) { _ = child.ReadLine() is { } line ? told[Number(line)] = names[children.IndexOf(child)] : throw new InvalidOperationException("a committing process ended before its first commit"); }
                var more = random.Next(0, 8);
                for (var i = 0; i < more && children[0].ReadLine() is { } line; i++) { told[Number(line)] = names[0]; }
                // Anywhere within a write and a commit.
                ct.WaitHandle.WaitOne(TimeSpan.FromMicroseconds(random.Next(0, 12_000)));
                for (var i = 0; i < 2; i++)
                {
                    children[i].Kill();
                    var rest = children[i].ReadToEnd();
                    // A line without its end was cut by the kill.
                    foreach (var line in rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)) { told[Number(line)] = names[i]; }
                }
            }
            finally
            {
                children.ForEach(c => c.Dispose());
            }
        }
        violations.AddRange(WhatWasTold(table, told));
        violations.AddRange(Rows(options.Folder));
        options.Say($"{told.Count} commits told of before {kills} kills; the table has {table.Read().Version}");
        return violations;
    }

    private static List<string> WhatWasTold(DeltaTable table, Dictionary<long, string> told)
    {
        var violations = new List<string>();
        var found = Commits(table, violations).Where(c => c.Info.TryGetProperty("writer", out _)).ToDictionary(c => c.Version, c => c.Info.GetProperty("writer").GetString());
        foreach (var (version, writer) in told)
        {
            if (!found.TryGetValue(version, out var inLog)) { violations.Add($"version {version} of process {writer} is not in the log"); }
            else if (inLog != writer) { violations.Add($"version {version} was told by process {writer} and holds the commit of {inLog}"); }
        }
        return violations;
    }

    private static List<string> Rows(string folder)
    {
        var table = new DeltaLake(folder, TimeProvider.System).Table("loop");
        var snapshot = table.Read();
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        var violations = new List<string>();
        void Expect(string when)
        {
            var rows = connection.Scalar<long>($"select count(*) from {table.Read().ScanSql()}");
            if (rows != 100 * snapshot.Version) { violations.Add($"{when} the table has {rows} rows; its {snapshot.Version} commits of 100 rows make {100 * snapshot.Version}"); }
        }
        Expect("after the kills");
        // What the dead left must go without taking anything of the living.
        new DeltaLake(folder, new Tomorrow()).Table("loop").Vacuum(TimeSpan.FromHours(1));
        Expect("after vacuum");
        var left = Directory.EnumerateFiles(Path.Combine(table.Path, "_delta_log"), ".tmp-*").Count();
        var files = Directory.EnumerateFiles(table.Path, "*.parquet").Count();
        if (left > 0 || files != snapshot.Files.Count) { violations.Add($"after vacuum {left} temporary files are left, and {files} data files where the table has {snapshot.Files.Count}"); }
        return violations;
    }

    /// <summary>Reads the log without the room's code: every line a whole JSON object, no version missing.</summary>
    private static List<(long Version, JsonElement Info)> Commits(DeltaTable table, List<string> violations)
    {
        var commits = new List<(long, JsonElement)>();
        var files = Directory.EnumerateFiles(Path.Combine(table.Path, "_delta_log"), "*.json").Order(StringComparer.Ordinal).ToList();
        for (var version = 0; version < files.Count; version++)
        {
            if (Path.GetFileName(files[version]) != $"{version:D20}.json") { violations.Add($"the log has {Path.GetFileName(files[version])} where version {version} belongs"); return commits; }
            var text = File.ReadAllText(files[version]);
            try
            {
                var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
                if (!text.EndsWith('\n')) { violations.Add($"version {version} is torn: it does not end with a line end"); }
                commits.Add((version, lines[0].GetProperty("commitInfo")));
            }
            catch (JsonException e)
            {
                violations.Add($"version {version} is torn: {e.Message}");
            }
        }
        return commits;
    }

    private static HashSet<int> Versions(string line) => [.. line.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries).Select(v => int.Parse(v, CultureInfo.InvariantCulture))];

    private static long Number(string line) => long.Parse(line, CultureInfo.InvariantCulture);

    private sealed class Tomorrow : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddDays(1);
    }
}
