namespace RailLife.Reports.Definitions;

/// <summary>The reports of an installation: every rpt_*.sql of a folder, read and checked once at start.</summary>
public sealed class ReportCatalog
{
    private readonly Dictionary<string, ReportDefinition> _byName = new(StringComparer.Ordinal);

    public ReportCatalog(IEnumerable<ReportDefinition> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        foreach (var report in reports.OrderBy(r => r.Name, StringComparer.Ordinal))
            if (!_byName.TryAdd(report.Name, report))
                throw new ArgumentException($"two report files have the name '{report.Name}'; expected one each", nameof(reports));
        All = [.. _byName.Values];
    }

    /// <summary>The folder with the reports that come with the product.</summary>
    public static string BuiltInFolder => Path.Combine(AppContext.BaseDirectory, "reports");

    public IReadOnlyList<ReportDefinition> All { get; }

    /// <exception cref="ReportFileException">A file's header or text is not right.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public static ReportCatalog Load(string folder) =>
        new(Directory.GetFiles(folder, "rpt_*.sql").Select(file => ReportFile.Parse(Path.GetFileName(file), File.ReadAllText(file))));

    public ReportDefinition? Find(string name) => _byName.GetValueOrDefault(name);
}
