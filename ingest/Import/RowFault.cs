using RailLife.Contracts;
using RailLife.Ingest;

namespace RailLife.Import;

/// <summary>Why a row was refused.</summary>
/// <param name="Column">Empty = the row as a whole.</param>
internal sealed record RowFault(string Reason, string Column, string Expected, string Found)
{
    /// <param name="line">From 1; the header is line 1.</param>
    public ImportItem.Refused At(long line, ReadOnlyMemory<byte> raw) =>
        new(new RejectedLine(line, new Rejection(Reason, Column.Length == 0 ? "" : "/" + Column, Expected, Found), raw));
}
