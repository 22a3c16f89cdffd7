namespace RailLife.Tests.Tidy;

/// <summary>The project's own tree, found from the test binary upwards.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "wwwroot", "dist", ".git", ".cache", "data", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files of the tree by extension, as paths relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files(params string[] extensions) =>
        Walk(Root).Where(f => extensions.Contains(Path.GetExtension(f))).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(d => !NotOurs.Contains(Path.GetFileName(d))).SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RailLife.sln"))) return folder.FullName;
        throw new InvalidOperationException($"found no RailLife.sln above {AppContext.BaseDirectory}");
    }
}
