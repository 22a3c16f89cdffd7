using System.Text;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Import.Reading;
using RailLife.Ingest;

namespace RailLife.Import.Events;

/// <summary>CloudEvents, a JSON object a line: each goes to the topic of its type. Personal fields in clear are hashed on the way.</summary>
public sealed class EventsImporter(PersonalHash hash, TimeProvider clock) : IImporter
{
    public string Kind => "events";

    public IReadOnlyList<string> Extensions { get; } = [".jsonl", ".ndjson", ".json"];

    public void CheckStart(ImportFile file)
    {
        var first = LineReader.Read(file.Path).FirstOrDefault(l => !l.Bytes.IsEmpty).Bytes;
        if (!HasSpecVersion(first))
            throw new ImportException($"{file.Path} is no file of events: expected CloudEvents as JSON objects with specversion, one a line, found another first line; check the kind and the path");
    }

    private static bool HasSpecVersion(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("specversion", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public IImportReading Begin() => new Reading(new PersonalFields(hash), clock);

    private sealed class Reading(PersonalFields personal, TimeProvider clock) : IImportReading
    {
        private readonly EventChecker checker = new();

        public IEnumerable<ImportItem> Read(ImportFile file)
        {
            foreach (var line in LineReader.Read(file.Path))
            {
                if (line.Bytes.IsEmpty) continue;
                yield return Item(line);
                if (line.Number % 10_000 == 0) yield return new ImportItem.Position(line.End);
            }
        }

        private ImportItem Item(Line line)
        {
            var value = personal.Protect(line.Bytes);
            var parsed = default(ParsedEvent);
            if (checker.Check(value.Span, null, EventChecker.Micros(clock.GetUtcNow()), ref parsed) && parsed.Contract is { } contract)
                return new ImportItem.Event(new LogEntry(contract.Topic, checker.Bytes(parsed.Subject, value.Span).ToArray(), value), 1);
            var rejection = parsed.Rejection ?? new Rejection(Reasons.BadJson, "", "an event", "something else");
            return new ImportItem.Refused(new RejectedLine(line.Number, rejection, line.Bytes));
        }
    }
}
