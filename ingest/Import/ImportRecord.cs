using System.Text.Json;

namespace RailLife.Import;

/// <summary>What one file brought.</summary>
/// <param name="Chain">Hash over the names and contents of this file and all before it: equal chains give equal events.</param>
/// <param name="Events">How many events were appended, in order; all of them when <paramref name="IsDone"/>.</param>
/// <param name="Refused">Rows refused, by reason.</param>
public sealed record FileRecord(string File, string Chain, bool IsDone, long Events, long RowsAccepted, IReadOnlyDictionary<string, long> Refused);

/// <summary>How far an import is: <c>data/imports/&lt;kind&gt;-&lt;first chain&gt;.json</c>. It spares work; ids keep figures right without it.</summary>
internal sealed class ImportRecord
{
    private readonly string path;

    public IReadOnlyList<FileRecord> Files { get; private set; }

    private ImportRecord(string path, IReadOnlyList<FileRecord> files)
    {
        this.path = path;
        Files = files;
    }

    /// <summary>The record of an earlier run as far as the files are still the same.</summary>
    /// <exception cref="ImportException">The record cannot be read.</exception>
    public static ImportRecord Open(string dataFolder, string kind, IReadOnlyList<string> chains)
    {
        var folder = Path.Combine(dataFolder, "imports");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{kind}-{chains[0][..16]}.json");
        var known = File.Exists(path) ? Read(path) : [];
        return new ImportRecord(path, [.. known.TakeWhile((file, i) => i < chains.Count && file.Chain == chains[i])]);
    }

    private static FileRecord[] Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<FileRecord[]>(File.ReadAllBytes(path)) ?? [];
        }
        catch (JsonException)
        {
            throw new ImportException($"{path} is no record of an import; delete it: the import then begins anew and changes no figure");
        }
    }

    /// <summary>Replaces or adds the file's entry, durably and at once.</summary>
    public void Keep(int index, FileRecord file)
    {
        Files = [.. Files.Take(index), file, .. Files.Skip(index + 1)];
        var draft = path + ".new";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, Files);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }
}
