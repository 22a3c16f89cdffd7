using System.Security.Cryptography;
using RailLife.Bench.Frame;
using RailLife.Contracts;
using RailLife.Ingest;

namespace RailLife.Bench.Proofs;

/// <summary>
/// Broken events among good ones: every broken one is in ods_rejected with the right reason, every good one counts once; after a
/// re-drive of those that can be fixed they count once too, and a second re-drive adds nothing.
/// </summary>
public static class BrokenProof
{
    public static Proof Proof { get; } = new("broken", "10,000 broken events of 16 kinds among 100,000 good ones, then re-driven", RunAsync);

    public static async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct)
    {
        var stream = new BrokenEvents(options.Seed).Stream(options.Share(100_000), options.Share(10_000, BrokenEvents.Kinds.Count)).ToList();
        await using var bed = new IngestBed(options.Folder, say: options.Say);
        bed.Start();
        foreach (var part in stream.Chunk(500))
        {
            await bed.Log.AppendAsync([.. part.Select(r => r.Entry)], ct);
        }
        await bed.Service.DrainAsync(ct);
        var violations = new List<string>();
        violations.AddRange(Rejections(bed, stream));
        var good = stream.Count(r => r.Kind == "good");
        violations.AddRange(Counts(bed, "before the re-drive", good));
        await RedriveAsync(bed, ct);
        var fixable = stream.Count(r => BrokenEvents.Kinds.Any(k => k.Kind == r.Kind && k.IsFixable));
        violations.AddRange(Counts(bed, "after the re-drive", good + fixable));
        var again = await RedriveAsync(bed, ct);
        if (again > 0)
        {
            violations.Add($"a second re-drive appended {again} events");
        }
        violations.AddRange(Counts(bed, "after the second re-drive", good + fixable));
        await bed.StopAsync();
        return new ProofResult($"{good} good, {stream.Count(r => r.Reason is not null)} broken of {BrokenEvents.Kinds.Count} kinds, {fixable} re-driven", violations);
    }

    private static IEnumerable<string> Rejections(IngestBed bed, IReadOnlyList<StreamRecord> stream)
    {
        var sealer = new RawSealer(bed.Ring);
        var expected = stream.Where(r => r.Reason is not null).GroupBy(Key).ToDictionary(g => g.Key, g => g.Count());
        foreach (var row in bed.Rows("select raw, reason, id from {ods_rejected}"))
        {
            var reason = (string)row[1]!;
            var key = reason == Reasons.IdReused ? $"{reason} {row[2]}" : $"{reason} {Hash(sealer.Open((string)row[0]!))}";
            if (!expected.TryGetValue(key, out var left) || left == 0)
            {
                yield return $"a rejected row that nobody expected: {reason}, id {row[2]}";
                continue;
            }
            expected[key] = left - 1;
        }
        foreach (var (key, left) in expected.Where(e => e.Value > 0))
        {
            yield return $"{left} broken records are not in ods_rejected: {key}";
        }
    }

    private static IEnumerable<string> Counts(IngestBed bed, string when, int expected)
    {
        var found = Topics.All.Sum(topic => bed.Scalar<long>($"select count(*) from {IngestBed.Silver(topic)}"));
        if (found != expected)
        {
            yield return $"{when} {found} events count; expected {expected}";
        }
        var identities = bed.Scalar<long>($"select count(distinct (source, id)) from {IngestBed.Silver(Topics.Order)}");
        if (identities != expected)
        {
            yield return $"{when} the events that count have {identities} identities; expected {expected}";
        }
    }

    private static async Task<long> RedriveAsync(IngestBed bed, CancellationToken ct)
    {
        var appended = 0L;
        foreach (var (reason, sets) in BrokenEvents.Fixes)
        {
            appended += (await bed.Rejected.RedriveAsync(new RejectedFilter(Reason: reason), JsonFix.Of(sets), dryRun: false, ct)).Accepted;
        }
        await bed.Service.DrainAsync(ct);
        return appended;
    }

    private static string Key(StreamRecord record) => record.Reason == Reasons.IdReused ? $"{record.Reason} {IdOf(record.Raw)}" : $"{record.Reason} {Hash(record.Raw)}";

    private static string IdOf(byte[] raw) => System.Text.Json.JsonDocument.Parse(raw).RootElement.GetProperty("id").GetString()!;

    private static string Hash(byte[] raw) => Convert.ToHexString(SHA256.HashData(raw));
}
