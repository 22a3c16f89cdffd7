namespace RailLife.DuckDb;

/// <summary>Rows that this process holds and SQL reads without their being stored in a table first.</summary>
public interface IRowSource
{
    /// <summary>Plain types only: numbers, instants, dates, text.</summary>
    IReadOnlyList<(string Name, DuckDbType Type)> Columns { get; }

    /// <summary>Writes the next rows, at most <see cref="RowChunk.Capacity"/>, every column of each; returns how many, 0 = the end.</summary>
    /// <remarks>Called on the thread that runs the query. An exception fails the query.</remarks>
    int Fill(RowChunk chunk);
}
