namespace RailLife.Lake;

/// <summary>How a file is written.</summary>
public sealed record ParquetOptions
{
    public static readonly ParquetOptions Default = new();

    /// <summary>1-22. Level 1 writes faster and the files are hardly larger.</summary>
    public int ZstdLevel { get; init; } = 1;

    /// <summary>Rows are sorted by this SQL list; null keeps the select's order.</summary>
    public string? OrderBy { get; init; }

    /// <summary>Rows per row group, DuckDB's default of 122,880 unless said. Smaller groups of sorted rows are skipped more finely.</summary>
    public int? RowGroupRows { get; init; }

    /// <summary>
    /// Most distinct values of a column that are kept as a dictionary; a column with more is written plainly. DuckDB's default is a fifth of
    /// a row group, so that columns of ids in small files are hashed, and held twice, for nothing.
    /// </summary>
    public int? DictionaryValues { get; init; }

    /// <summary>The file is not yet durable: the caller passes it to <see cref="ParquetWriter.Sync(IReadOnlyList{ValueTuple{DeltaTable, DataFile}})"/>, with others, before it commits.</summary>
    public bool SyncLater { get; init; }

    /// <summary>The schema to write instead of the table's, for a commit that replaces it.</summary>
    public TableSchema? Schema { get; init; }

    /// <summary>False for files that only rearrange rows which the table has.</summary>
    public bool DataChange { get; init; } = true;

    /// <summary>Free notes in the log beside the file.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
