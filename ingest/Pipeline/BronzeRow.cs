using RailLife.DuckDb;

namespace RailLife.Ingest;

/// <summary>One event into the appender, in the order of <see cref="IngestTables.BronzeColumns"/>; a column not set is null.</summary>
internal static class BronzeRow
{
    private const int FirstText = 9;

    public static void Append(DuckDbChunkAppender to, EventBuffer buffer, in EventRow row, long ingestedAtMicros)
    {
        to.Set(0, buffer.SlotOf(row).Partition.Partition);
        to.Set(1, row.Offset);
        to.SetInstantMicros(2, row.LoggedAtMicros);
        to.SetInstantMicros(3, ingestedAtMicros);
        to.SetInstantMicros(4, row.TimeMicros);
        Number(to, 5, row.CircleId);
        Number(to, 6, row.Sequence);
        to.Set(7, EventIdentity.Of(buffer.Bytes(row[Part.Source]), buffer.Bytes(row[Part.Id])));
        to.Set(8, EventIdentity.BodyOf(buffer.Bytes(row[Part.Type]), row.TimeMicros, buffer.Bytes(row[Part.Subject]), buffer.Bytes(row[Part.Data])));
        Text(to, buffer, row, Part.Id);
        Text(to, buffer, row, Part.Source);
        Text(to, buffer, row, Part.Type);
        Text(to, buffer, row, Part.Subject);
        Text(to, buffer, row, Part.MemberId);
        Text(to, buffer, row, Part.MerchantId);
        Text(to, buffer, row, Part.StoreId);
        Text(to, buffer, row, Part.Format);
        Text(to, buffer, row, Part.Channel);
        Text(to, buffer, row, Part.Actor);
        Text(to, buffer, row, Part.TraceParent);
        Text(to, buffer, row, Part.RedriveOf);
        Text(to, buffer, row, Part.Extensions);
        Text(to, buffer, row, Part.Data);
        to.NextRow();
    }

    private static void Number(DuckDbChunkAppender to, int column, long? value)
    {
        if (value is { } number)
        {
            to.Set(column, number);
        }
    }

    private static void Text(DuckDbChunkAppender to, EventBuffer buffer, in EventRow row, Part part)
    {
        var piece = row[part];
        if (piece.Exists)
        {
            to.SetCheckedUtf8(FirstText + (int)part, buffer.Bytes(piece));
        }
    }
}
