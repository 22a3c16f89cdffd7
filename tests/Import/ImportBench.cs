using RailLife.Contracts;
using RailLife.Import;

namespace RailLife.Tests.Import;

/// <summary>A data folder, a folder of files, a log and a keeper of rejected rows.</summary>
public abstract class ImportBench : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("raillife-import-").FullName;

    protected string Data => Path.Combine(folder, "data");

    protected string Files => Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;

    internal MemoryLog Log { get; } = new();

    protected Dictionary<(string Topic, long Line), ImportRejection> Rejected { get; } = [];

    protected PersonalHash Hash { get; }

    protected ImportBench() => Hash = new PersonalHash(KeyRing.Open(Data));

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected void Write(string name, params string[] lines) => File.WriteAllText(Path.Combine(Files, name), string.Join("\n", lines));

    protected Task<ImportReport> RunAsync(string kind, string? path = null, IProgress<ImportProgress>? progress = null) =>
        new Importer(Log, KeepAsync, Data).RunAsync(ImportModule.Importer(kind, Hash, TimeProvider.System), path ?? Files, progress, TestContext.Current.CancellationToken);

    protected void ForgetImports() => Directory.Delete(Path.Combine(Data, "imports"), recursive: true);

    private Task KeepAsync(IReadOnlyList<ImportRejection> rejections, CancellationToken ct)
    {
        foreach (var rejection in rejections) Rejected[(rejection.Topic, rejection.Line)] = rejection;
        return Task.CompletedTask;
    }
}
