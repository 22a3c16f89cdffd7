using System.Security.Cryptography;
using System.Text;

namespace RailLife.Import;

/// <summary>The files of an import, and what tells that they are the same as before.</summary>
internal static class ImportFiles
{
    /// <summary>The file, or the folder's files of the kind in the order of their names.</summary>
    /// <exception cref="ImportException">There is none.</exception>
    public static IReadOnlyList<ImportFile> Find(IImporter importer, string path)
    {
        if (File.Exists(path)) return [Of(path, Path.GetFileName(path))];
        if (!Directory.Exists(path)) throw new ImportException($"{path} is neither a file nor a folder; check the path");
        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(f => importer.Extensions.Contains(Path.GetExtension(f).ToLowerInvariant()))
            .Select(f => Of(f, Path.GetRelativePath(path, f).Replace('\\', '/')))
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 ? files : throw new ImportException($"{path} holds no file for {importer.Kind}; expected files ending in {string.Join(", ", importer.Extensions)}");
    }

    /// <summary>A hash per file over its name, its bytes and all files before it, in hex.</summary>
    public static IReadOnlyList<string> Chains(string kind, IReadOnlyList<ImportFile> files)
    {
        var chains = new List<string>();
        var before = Encoding.UTF8.GetBytes(kind);
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file.Path);
            var content = SHA256.HashData(stream);
            before = SHA256.HashData([.. before, .. SHA256.HashData(Encoding.UTF8.GetBytes(file.Name)), .. content]);
            chains.Add(Convert.ToHexStringLower(before));
        }
        return chains;
    }

    private static ImportFile Of(string path, string name) => new(path, name, new FileInfo(path).Length);
}
