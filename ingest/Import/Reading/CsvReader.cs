using System.Text;
using System.Text.Unicode;
using RailLife.Contracts;

namespace RailLife.Import.Reading;

/// <param name="Line">Of its first line.</param>
/// <param name="Fields">Null when the record cannot be read; then Fault says why.</param>
internal sealed record CsvRecord(long Line, ReadOnlyMemory<byte> Raw, IReadOnlyList<string>? Fields, CsvFault? Fault, long End);

internal sealed record CsvFault(string Reason, string Expected, string Found);

/// <summary>RFC 4180 records of a UTF-8 file. A quote that never closes costs one line, not the rest of the file.</summary>
internal static class CsvReader
{
    private const int RecordLinesMax = 100;

    public static IEnumerable<CsvRecord> Read(string path)
    {
        using var lines = LineReader.Read(path).GetEnumerator();
        var ahead = new Queue<Line>();
        while (Next(lines, ahead, out var first))
        {
            if (first.Bytes.IsEmpty) continue;
            yield return Record(first, lines, ahead);
        }
    }

    private static bool Next(IEnumerator<Line> lines, Queue<Line> ahead, out Line line)
    {
        if (ahead.TryDequeue(out line)) return true;
        if (!lines.MoveNext()) return false;
        line = lines.Current;
        return true;
    }

    private static CsvRecord Record(Line first, IEnumerator<Line> lines, Queue<Line> ahead)
    {
        if (!Utf8.IsValid(first.Bytes.Span)) return new(first.Number, first.Bytes, null, new(Reasons.InvalidUtf8, "UTF-8", "other bytes"), first.End);
        var fields = new List<string>();
        var verdict = Parse(Encoding.UTF8.GetString(first.Bytes.Span), fields);
        if (verdict == Verdict.Sound) return new(first.Number, first.Bytes, fields, null, first.End);
        if (verdict == Verdict.Open && Joined(first, lines, ahead) is { } joined) return joined;
        return new(first.Number, first.Bytes, null, verdict == Verdict.Open
            ? new(ImportReasons.BadCsv, "a closing quote", "none")
            : new(ImportReasons.BadCsv, "a comma after a closing quote", "something else"), first.End);
    }

    // A quoted field may run over lines. The lines looked at wait their turn when the quote turns out to be a slip.
    private static CsvRecord? Joined(Line first, IEnumerator<Line> lines, Queue<Line> ahead)
    {
        var text = new List<byte>(first.Bytes.Span.ToArray());
        var waiting = ahead.Count;
        for (var more = 1; more < RecordLinesMax; more++)
        {
            if (more > waiting)
            {
                if (!lines.MoveNext()) return null;
                ahead.Enqueue(lines.Current);
            }
            var next = ahead.ElementAt(more - 1);
            text.Add((byte)'\n');
            text.AddRange(next.Bytes.Span);
            var fields = new List<string>();
            var bytes = text.ToArray();
            if (!Utf8.IsValid(bytes)) return null;
            var verdict = Parse(Encoding.UTF8.GetString(bytes), fields);
            if (verdict == Verdict.Broken) return null;
            if (verdict == Verdict.Open) continue;
            for (var i = 0; i < more; i++) ahead.Dequeue();
            return new(first.Number, bytes, fields, null, next.End);
        }
        return null;
    }

    private enum Verdict
    {
        Sound,
        Open,
        Broken,
    }

    private static Verdict Parse(string record, List<string> fields)
    {
        var at = 0;
        while (true)
        {
            if (at < record.Length && record[at] == '"')
            {
                var field = new StringBuilder();
                at++;
                while (true)
                {
                    var quote = record.IndexOf('"', at);
                    if (quote < 0) return Verdict.Open;
                    field.Append(record, at, quote - at);
                    at = quote + 1;
                    if (at >= record.Length || record[at] != '"') break;
                    field.Append('"');
                    at++;
                }
                fields.Add(field.ToString());
            }
            else
            {
                var comma = record.IndexOf(',', at);
                var end = comma < 0 ? record.Length : comma;
                fields.Add(record[at..end]);
                at = end;
            }
            if (at == record.Length) return Verdict.Sound;
            if (record[at] != ',') return Verdict.Broken;
            at++;
        }
    }
}
