using System.Globalization;
using System.Text;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.Contracts.Logs;
using RailLife.EventLog;
using RailLife.Import.Reading;

namespace RailLife.Import.WebLog;

/// <summary>nginx access logs, a JSON object a line, as <c>log.accessed</c> events. The client's address leaves as a keyed hash only.</summary>
/// <remarks>
/// A request is known by its file's first line and its own line number: a log that has grown can be imported again, and two equal lines
/// are two requests.
/// </remarks>
public sealed class WebLogImporter(PersonalHash hash, TimeProvider clock) : IImporter
{
    private static readonly string[] Expected = ["time", "remote_ip", "request", "response", "bytes"];

    public string Kind => "weblog";

    public IReadOnlyList<string> Extensions { get; } = [".log", ".json", ".jsonl", ".ndjson"];

    public void CheckStart(ImportFile file)
    {
        var first = LineReader.Read(file.Path).FirstOrDefault().Bytes;
        var fields = FieldNames(first);
        if (fields is null || Expected.Except(fields).Any())
            throw new ImportException($"{file.Path} is no web log: expected JSON objects with {string.Join(", ", Expected)} a line, found {(fields is null ? "a first line that is no JSON object" : string.Join(", ", fields.Take(20)))}; check the kind and the path");
    }

    public IImportReading Begin() => new Reading(hash, clock);

    private static IReadOnlyList<string>? FieldNames(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object ? [.. json.RootElement.EnumerateObject().Select(p => p.Name)] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Reading(PersonalHash hash, TimeProvider clock) : IImportReading
    {
        private readonly EventChecker checker = new();

        public IEnumerable<ImportItem> Read(ImportFile file)
        {
            var fileId = "";
            foreach (var line in LineReader.Read(file.Path))
            {
                // Keyed: the line holds an address, which a plain hash would let one guess.
                if (line.Number == 1) fileId = hash.Of(PersonalKind.Address, "line " + Encoding.UTF8.GetString(line.Bytes.Span)).Split(':')[1][..16];
                if (line.Bytes.IsEmpty) continue;
                yield return Item(line, $"{fileId}:{line.Number}");
                if (line.Number % 10_000 == 0) yield return new ImportItem.Position(line.End);
            }
        }

        private ImportItem Item(Line line, string id)
        {
            var (entry, fault) = AccessLine.Read(line.Bytes, id, hash);
            if (entry is not { } found) return (fault ?? new RowFault(Reasons.BadJson, "", "a JSON object", "something else")).At(line.Number, line.Bytes);
            var parsed = default(ParsedEvent);
            if (checker.Check(found.Value.Span, found.Topic, EventChecker.Micros(clock.GetUtcNow()), ref parsed) || parsed.Rejection is not { } rejection) return new ImportItem.Event(found, 1);
            return new RowFault(rejection.Reason, rejection.Path.TrimStart('/'), rejection.Expected, rejection.Found).At(line.Number, line.Bytes);
        }
    }
}
