using RailLife.DuckDb;

namespace RailLife.Ingest;

/// <summary>Events of a buffer as rows of <see cref="IngestTables.BronzeColumns"/>, in the order of their keys. Texts stay where they lie in the buffer.</summary>
/// <param name="keys">Keys of <see cref="BronzeFiles"/>: the place in the buffer stands in the lowest bits.</param>
internal sealed class BronzeRows(EventBuffer buffer, ReadOnlyMemory<long> keys, DateTimeOffset ingestedAt) : IRowSource
{
    private const int FirstText = 9;

    // Column by column over all of a chunk, every event would be fetched from memory once for each; so few stay in the processor's cache meanwhile.
    private const int StretchRows = 128;

    private static readonly (string, DuckDbType)[] AllColumns = IngestTables.BronzeColumns();

    private readonly long _ingestedAtMicros = Micros.Of(ingestedAt);
    private int _done;

    public IReadOnlyList<(string Name, DuckDbType Type)> Columns => AllColumns;

    public int Fill(RowChunk chunk)
    {
        var rows = keys.Span[_done..];
        rows = rows[..Math.Min(rows.Length, chunk.Capacity)];
        for (var from = 0; from < rows.Length; from += StretchRows)
        {
            var stretch = rows[from..Math.Min(from + StretchRows, rows.Length)];
            Numbers(chunk, from, stretch);
            for (var part = Part.Id; part <= Part.Data; part++)
            {
                Texts(chunk.Column(FirstText + (int)part, DuckDbType.Varchar), from, stretch, part);
            }
        }
        _done += rows.Length;
        return rows.Length;
    }

    private void Numbers(RowChunk chunk, int from, ReadOnlySpan<long> keys)
    {
        var partition = chunk.Column(0, DuckDbType.Integer);
        var offset = chunk.Column(1, DuckDbType.BigInt);
        var loggedAt = chunk.Column(2, DuckDbType.TimestampTz);
        var ingestedAt = chunk.Column(3, DuckDbType.TimestampTz);
        var time = chunk.Column(4, DuckDbType.TimestampTz);
        var circle = chunk.Column(5, DuckDbType.BigInt);
        var sequence = chunk.Column(6, DuckDbType.BigInt);
        var identity = chunk.Column(7, DuckDbType.BigInt);
        var body = chunk.Column(8, DuckDbType.BigInt);
        for (var i = 0; i < keys.Length; i++)
        {
            ref readonly var row = ref buffer[BronzeFiles.IndexOf(keys[i])];
            partition.Set(from + i, buffer.SlotOf(row).Partition.Partition);
            offset.Set(from + i, row.Offset);
            loggedAt.Set(from + i, row.LoggedAtMicros);
            ingestedAt.Set(from + i, _ingestedAtMicros);
            time.Set(from + i, row.TimeMicros);
            Number(ref circle, from + i, row.CircleId);
            Number(ref sequence, from + i, row.Sequence);
            identity.Set(from + i, row.IdentityHash);
            body.Set(from + i, row.BodyHash);
        }
    }

    private void Texts(RowColumn column, int from, ReadOnlySpan<long> keys, Part part)
    {
        var block = buffer.Block;
        for (var i = 0; i < keys.Length; i++)
        {
            var piece = buffer[BronzeFiles.IndexOf(keys[i])][part];
            if (piece.Exists)
            {
                column.SetText(from + i, block, piece.Start, piece.Length);
            }
            else
            {
                column.SetNull(from + i);
            }
        }
    }

    private static void Number(ref RowColumn column, int row, long? value)
    {
        if (value is { } number)
        {
            column.Set(row, number);
        }
        else
        {
            column.SetNull(row);
        }
    }
}
