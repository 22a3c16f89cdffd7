using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Ingest;

namespace RailLife.Import;

/// <summary>Turns files of one kind into events. What it gives is a function of the files alone: the same files give the same bytes.</summary>
public interface IImporter
{
    /// <summary>The word of the command line: <c>online-retail</c>.</summary>
    string Kind { get; }

    /// <summary>File name endings taken from a folder, with the dot.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Looks at a file's beginning, before anything is written.</summary>
    /// <exception cref="ImportException">It is not what the kind expects; names expected and found.</exception>
    void CheckStart(ImportFile file);

    /// <summary>A reading of several files in order; it may remember things from one file to the next.</summary>
    IImportReading Begin();
}

/// <summary>One run over the files of an import. One thread.</summary>
public interface IImportReading
{
    IEnumerable<ImportItem> Read(ImportFile file);
}

/// <param name="Path">Where it lies.</param>
/// <param name="Name">How it is named in records and rejections: its path within the folder that was given.</param>
/// <param name="Bytes">Its size.</param>
public sealed record ImportFile(string Path, string Name, long Bytes);

/// <summary>What a reading gives, in the order of the file.</summary>
public abstract record ImportItem
{
    private ImportItem()
    {
    }

    /// <param name="Rows">Rows of the file that this event accounts for; 0 for events that go with them.</param>
    public sealed record Event(LogEntry Entry, int Rows) : ImportItem;

    /// <summary>A row that makes no sense; its line and why. The rejection's path names the column.</summary>
    public sealed record Refused(RejectedLine Line) : ImportItem;

    /// <summary>How far the reading is.</summary>
    public sealed record Position(long Bytes) : ImportItem;
}

/// <summary>Reasons beside those of <see cref="Reasons"/> that only rows of files have.</summary>
public static class ImportReasons
{
    /// <summary>Quotes that do not close, or text behind a closing quote.</summary>
    public const string BadCsv = "bad-csv";

    /// <summary>More or fewer columns than the header has.</summary>
    public const string WrongColumns = "wrong-columns";

    /// <summary>The row contradicts the rows it belongs with.</summary>
    public const string Inconsistent = "inconsistent";
}

/// <summary>The import cannot begin or go on; nothing half-written is left. The message says what was found, expected, and what to do.</summary>
public sealed class ImportException(string message) : Exception(message);
