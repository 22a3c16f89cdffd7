using RailLife.Contracts;
using RailLife.Import.Events;
using RailLife.Import.OnlineRetail;
using RailLife.Import.WebLog;

namespace RailLife.Import;

/// <summary>The kinds of import there are.</summary>
public static class ImportModule
{
    public static IReadOnlyList<IImporter> Importers(PersonalHash hash, TimeProvider clock) =>
        [new OnlineRetailImporter(clock), new WebLogImporter(hash, clock), new EventsImporter(hash, clock)];

    /// <exception cref="ImportException">No such kind; names those there are.</exception>
    public static IImporter Importer(string kind, PersonalHash hash, TimeProvider clock)
    {
        var importers = Importers(hash, clock);
        return importers.FirstOrDefault(i => i.Kind == kind)
            ?? throw new ImportException($"'{kind}' is no kind of import; expected one of {string.Join(", ", importers.Select(i => i.Kind))}");
    }
}
