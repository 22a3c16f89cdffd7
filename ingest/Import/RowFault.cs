namespace RailLife.Import;

/// <param name="Column">Empty = the row as a whole.</param>
internal sealed record RowFault(string Reason, string Column, string Expected, string Found)
{
    public ImportItem.Refused At(ImportFile file, long line, ReadOnlyMemory<byte> raw) =>
        new(new ImportRejection(file.Name, line, Reason, Column.Length == 0 ? "" : "/" + Column, Expected, Found, raw));
}
