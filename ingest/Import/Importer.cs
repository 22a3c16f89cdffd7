using RailLife.EventLog;
using RailLife.Ingest;

namespace RailLife.Import;

/// <param name="BytesDone">Of all files, those that were skipped as already imported included.</param>
public sealed record ImportProgress(int FilesDone, int Files, long BytesDone, long Bytes, long RowsAccepted, long RowsRefused, IReadOnlyDictionary<string, long> Refused, long EventsAppended);

/// <summary>Rows in = accepted + refused, over all files, earlier runs included.</summary>
/// <param name="EventsAppended">By this run; 0 when all had been imported before.</param>
public sealed record ImportReport(int Files, int FilesSkipped, long RowsAccepted, IReadOnlyDictionary<string, long> Refused, long EventsAppended)
{
    public long RowsRefused => Refused.Values.Sum();

    public long Rows => RowsAccepted + RowsRefused;
}

/// <summary>Runs an import: checks every file's beginning, then appends events to the log in batches and keeps its place.</summary>
/// <remarks>A run that was killed goes on where its record says. What was appended twice by then has equal ids and counts once.</remarks>
public sealed class Importer(IEventLog log, IRejectedSink rejected, string dataFolder)
{
    private const int BatchEvents = 1000;
    private const long BatchBytes = 4 * 1024 * 1024;

    // Each keeping is a commit to the lake; a file that is not done is read from its beginning again, so nothing is lost by waiting.
    private const int BatchRefusals = 10_000;

    /// <exception cref="ImportException">Nothing was written when a file is not of the kind.</exception>
    public async Task<ImportReport> RunAsync(IImporter importer, string path, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var files = ImportFiles.Find(importer, path);
        foreach (var file in files) importer.CheckStart(file);
        var chains = ImportFiles.Chains(importer.Kind, files);
        var record = ImportRecord.Open(dataFolder, importer.Kind, chains);
        var skipped = record.Files.Count(f => f.IsDone);
        var run = new Run(files, record, progress);
        if (skipped < files.Count)
        {
            var reading = importer.Begin();
            for (var i = 0; i < files.Count; i++) await FileAsync(reading, files[i], i, chains[i], run, ct);
        }
        return new ImportReport(files.Count, skipped, run.Record.Files.Sum(f => f.RowsAccepted), run.Refused(), run.Appended);
    }

    private async Task FileAsync(IImportReading reading, ImportFile file, int index, string chain, Run run, CancellationToken ct)
    {
        var before = index < run.Record.Files.Count ? run.Record.Files[index] : null;
        var state = new FileState(file, chain, before?.Events ?? 0);
        foreach (var item in reading.Read(file))
        {
            // Read again for what the reading remembers; its events are in the log.
            if (before is { IsDone: true }) continue;
            ct.ThrowIfCancellationRequested();
            state.Take(item);
            if (state.Refusals.Count >= BatchRefusals) KeepRefusals(state);
            if (state.Batch.Count < BatchEvents && state.BatchBytes < BatchBytes) continue;
            await AppendAsync(state, ct);
            run.Record.Keep(index, state.Record(isDone: false));
            run.Tell(index, state);
        }
        if (before is not { IsDone: true })
        {
            KeepRefusals(state);
            await AppendAsync(state, ct);
            run.Record.Keep(index, state.Record(isDone: true));
        }
        run.Finish(state);
        run.Tell(index + 1, null);
    }

    private void KeepRefusals(FileState state)
    {
        if (state.Refusals.Count > 0) rejected.Add("import:" + state.File.Name, state.Refusals);
        state.Refusals.Clear();
    }

    private async Task AppendAsync(FileState state, CancellationToken ct)
    {
        if (state.Batch.Count > 0) await log.AppendAsync(state.Batch, ct);
        state.BatchAppended();
    }

    private sealed class FileState(ImportFile file, string chain, long alreadyAppended)
    {
        private readonly Dictionary<string, long> refused = [];
        private long events;
        private long rows;

        public ImportFile File { get; } = file;

        public List<LogEntry> Batch { get; } = [];

        public List<RejectedLine> Refusals { get; } = [];

        public long BatchBytes { get; private set; }

        public long BytesRead { get; private set; }

        public long Appended { get; private set; }

        public void Take(ImportItem item)
        {
            switch (item)
            {
                case ImportItem.Event { Entry: var entry } found:
                    rows += found.Rows;
                    if (events++ < alreadyAppended) return;
                    Batch.Add(entry);
                    BatchBytes += entry.Value.Length;
                    break;
                case ImportItem.Refused { Line: var line }:
                    Refusals.Add(line);
                    refused[line.Rejection.Reason] = refused.GetValueOrDefault(line.Rejection.Reason) + 1;
                    break;
                case ImportItem.Position { Bytes: var bytes }:
                    BytesRead = bytes;
                    break;
            }
        }

        public void BatchAppended()
        {
            Appended += Batch.Count;
            Batch.Clear();
            BatchBytes = 0;
        }

        public FileRecord Record(bool isDone) => new(File.Name, chain, isDone, Math.Max(events, alreadyAppended), rows, refused);
    }

    private sealed class Run(IReadOnlyList<ImportFile> files, ImportRecord record, IProgress<ImportProgress>? progress)
    {
        private readonly long bytes = files.Sum(f => f.Bytes);
        private long bytesDone;

        public ImportRecord Record { get; } = record;

        public long Appended { get; private set; }

        public IReadOnlyDictionary<string, long> Refused() =>
            Record.Files.SelectMany(f => f.Refused).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Sum(r => r.Value));

        public void Finish(FileState state)
        {
            bytesDone += state.File.Bytes;
            Appended += state.Appended;
        }

        public void Tell(int filesDone, FileState? current)
        {
            if (progress is null) return;
            var refused = Refused();
            progress.Report(new ImportProgress(filesDone, files.Count, bytesDone + (current?.BytesRead ?? 0), bytes,
                Record.Files.Sum(f => f.RowsAccepted), refused.Values.Sum(), refused, Appended + (current?.Appended ?? 0)));
        }
    }
}
