using RailLife.Contracts;
using RailLife.Import;
using RailLife.Ingest;

namespace RailLife.Tests.Import;

/// <summary>A data folder, a folder of files, a log and a keeper of rejected rows.</summary>
public abstract class ImportBench : IDisposable, IRejectedSink
{
    private readonly string folder = Directory.CreateTempSubdirectory("raillife-import-").FullName;

    protected string Data => Path.Combine(folder, "data");

    protected string Files => Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;

    internal MemoryLog Log { get; } = new();

    protected Dictionary<(string Topic, long Line), RejectedLine> Rejected { get; } = [];

    protected PersonalHash Hash { get; }

    protected ImportBench() => Hash = new PersonalHash(KeyRing.Open(Data));

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected void Write(string name, params string[] lines) => File.WriteAllText(Path.Combine(Files, name), string.Join("\n", lines));

    protected Task<ImportReport> RunAsync(string kind, string? path = null, IProgress<ImportProgress>? progress = null) =>
        new Importer(Log, this, Data).RunAsync(ImportModule.Importer(kind, Hash, TimeProvider.System), path ?? Files, progress, TestContext.Current.CancellationToken);

    protected void ForgetImports() => Directory.Delete(Path.Combine(Data, "imports"), recursive: true);

    void IRejectedSink.Add(string source, IReadOnlyList<RejectedLine> lines)
    {
        foreach (var line in lines) Rejected[(source, line.Line)] = line;
    }
}
