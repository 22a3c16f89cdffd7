using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RailLife.Contracts;
using RailLife.EventLog;

namespace RailLife.Ingest;

/// <summary>One re-drive: corrects row after row, checks the result as ingest will, and counts.</summary>
internal sealed class Redrive(JsonFix fix, AcceptedIds accepted, TimeProvider clock)
{
    private readonly EventChecker _checker = new();
    private readonly Dictionary<(string, string, string, string), (long Count, string Sample)> _broken = [];
    private ParsedEvent _parsed;

    public long Accepted { get; private set; }

    public long AlreadyFixed { get; private set; }

    /// <summary>The log entries of those rows that pass now.</summary>
    public List<LogEntry> Correct(IReadOnlyList<RejectedRecordView> rows)
    {
        var candidates = rows.Where(IsOpen).Select(Candidate).OfType<Corrected>().ToList();
        accepted.Load(candidates.Select(c => c.IdentityHash));
        return [.. candidates.Select(Entry)];
    }

    public IReadOnlyList<StillBroken> StillBroken() =>
        [.. _broken
            .Select(b => new StillBroken(b.Key.Item1, b.Key.Item2, b.Key.Item3, b.Key.Item4, b.Value.Count, b.Value.Sample))
            .OrderByDescending(b => b.Count)];

    private bool IsOpen(RejectedRecordView row)
    {
        AlreadyFixed += row.IsOpen ? 0 : 1;
        return row.IsOpen;
    }

    private Corrected? Candidate(RejectedRecordView row)
    {
        if (row.Raw is null)
        {
            Broken(row, new Rejection("raw-dropped", "", "the record's bytes", "they were dropped after Rejected:RawDays, or sealed with keys that are not here"));
            return null;
        }
        if (fix.Apply(row.Raw, out var problem) is not { } root)
        {
            Broken(row, new Rejection("not-fixable", "", "JSON that the fix can be applied to", problem));
            return null;
        }
        root["redriveof"] = row.Place;
        if (root["id"] is not JsonValue id || !id.TryGetValue<string>(out var text) || text.Length is 0 or > 200)
        {
            root["id"] = DerivedId(row);
        }
        return Checked(row, root);
    }

    private Corrected? Checked(RejectedRecordView row, JsonObject root)
    {
        var raw = JsonFix.Write(root);
        if (!_checker.Check(raw, null, Micros.Of(clock.GetUtcNow()), ref _parsed))
        {
            Broken(row, _parsed.Rejection!);
            return null;
        }
        var id = _checker.Bytes(_parsed.Id, raw);
        var subject = _checker.Bytes(_parsed.Subject, raw);
        return new Corrected(
            row, root, raw, _parsed.Contract!.Topic, subject.ToArray(),
            EventIdentity.Of(_checker.Bytes(_parsed.Source, raw), id),
            EventIdentity.BodyOf(_checker.Bytes(_parsed.Type, raw), _parsed.TimeMicros, subject, _checker.Bytes(_parsed.Data, raw)));
    }

    // Same id and same body as an accepted event: it goes in as a double of it and counts once. Another body: the id is
    // somebody else's, and the new one is made of what the event says, so that two sendings of it still count once.
    private LogEntry Entry(Corrected corrected)
    {
        Accepted++;
        if (!accepted.HasOtherBody(corrected.IdentityHash, corrected.BodyHash))
        {
            accepted.Add(corrected.IdentityHash, corrected.BodyHash);
            return new LogEntry(corrected.Topic, corrected.Key, corrected.Raw);
        }
        corrected.Root["id"] = string.Create(CultureInfo.InvariantCulture, $"redrive-{corrected.IdentityHash:x16}-{corrected.BodyHash:x16}");
        return new LogEntry(corrected.Topic, corrected.Key, JsonFix.Write(corrected.Root));
    }

    // Without an id nothing tells one sending from another, so each record is an event of its own.
    private static string DerivedId(RejectedRecordView row) =>
        string.Create(CultureInfo.InvariantCulture, $"redrive-{Xxh64.Of(Encoding.UTF8.GetBytes(row.Place)):x16}");

    private void Broken(RejectedRecordView row, Rejection why)
    {
        var key = (why.Reason, why.Path, why.Expected, why.Found);
        var (count, sample) = _broken.GetValueOrDefault(key, (0, row.Place));
        _broken[key] = (count + 1, sample);
    }

    private sealed record Corrected(RejectedRecordView Row, JsonObject Root, byte[] Raw, string Topic, byte[] Key, long IdentityHash, long BodyHash);
}
