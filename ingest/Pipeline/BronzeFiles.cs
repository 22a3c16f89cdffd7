using System.Globalization;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>The files that one batch adds to one bronze table, and its events by type.</summary>
internal sealed record BronzeFileSet(IReadOnlyList<DataFile> Files, IReadOnlyDictionary<string, long> Types)
{
    public static readonly BronzeFileSet Empty = new([], new Dictionary<string, long>());
}

/// <summary>Writes a batch's events: one Parquet file per bronze table and arrival date, rows sorted by type, then in log order.</summary>
internal sealed class BronzeFiles(IngestParts parts)
{
    // Types, shops and channels repeat within a file; ids do not.
    private const int DictionaryValues = 2_000;

    private const int IndexBits = 20;
    private const int TypeBits = 12;
    private const int DayBits = 20;

    private long[] _keys = [];

    /// <summary>By topic; a topic without accepted events is absent.</summary>
    /// <param name="live">Per slot of the buffer, whether its partition is still this worker's.</param>
    public Dictionary<string, BronzeFileSet> Write(DuckDbConnection connection, EventBuffer buffer, IReadOnlyList<bool> live, DateTimeOffset ingestedAt)
    {
        var memory = SortedKeys(buffer, live);
        var keys = memory.Span;
        var sets = new Dictionary<string, BronzeFileSet>();
        for (var start = 0; start < keys.Length;)
        {
            var topicIndex = TopicOf(keys[start]);
            var end = EndOf(keys, start, IndexBits + TypeBits + DayBits);
            var topic = Topics.All[topicIndex];
            sets[topic] = WriteTopic(connection, topic, buffer, memory[start..end], ingestedAt);
            start = end;
        }
        return sets;
    }

    private BronzeFileSet WriteTopic(DuckDbConnection connection, string topic, EventBuffer buffer, ReadOnlyMemory<long> memory, DateTimeOffset ingestedAt)
    {
        var keys = memory.Span;
        var files = new List<DataFile>();
        var types = new Dictionary<string, long>();
        for (var start = 0; start < keys.Length;)
        {
            var end = EndOf(keys, start, IndexBits + TypeBits);
            var day = (int)(keys[start] >> (IndexBits + TypeBits)) & ((1 << DayBits) - 1);
            if (WriteFile(connection, topic, day, buffer, memory[start..end], ingestedAt) is { } file)
            {
                files.Add(file);
            }
            start = end;
        }
        for (var start = 0; start < keys.Length;)
        {
            var end = EndOf(keys, start, IndexBits);
            var type = EventBuffer.TypeOf(buffer[IndexOf(keys[start])]);
            types[type] = types.GetValueOrDefault(type) + end - start;
            start = end;
        }
        return new BronzeFileSet(files, types);
    }

    private DataFile? WriteFile(DuckDbConnection connection, string topic, int day, EventBuffer buffer, ReadOnlyMemory<long> keys, DateTimeOffset ingestedAt)
    {
        using var rows = connection.OpenSource(new BronzeRows(buffer, keys, ingestedAt));
        var date = DateOnly.FromDayNumber(day + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
        var file = ParquetWriter.Write(
            connection,
            parts.Lake.Table(IngestTables.BronzeOf(topic)),
            $"select * from {rows.Sql}",
            new ParquetOptions { ZstdLevel = parts.Options.ZstdLevel, DictionaryValues = DictionaryValues, SyncLater = true },
            partition: new Dictionary<string, string?> { [IngestTables.ArrivalDate] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
        if (file is not null)
        {
            parts.FreshIdentities.Add(file, IdentitiesOf(buffer, keys.Span));
        }
        return file;
    }

    private static FileIdentities IdentitiesOf(EventBuffer buffer, ReadOnlySpan<long> keys)
    {
        var hashes = new long[keys.Length];
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var i = 0; i < keys.Length; i++)
        {
            ref readonly var row = ref buffer[IndexOf(keys[i])];
            hashes[i] = row.IdentityHash;
            (first, last) = (Math.Min(first, row.TimeMicros), Math.Max(last, row.TimeMicros));
        }
        return new FileIdentities(hashes, first, last);
    }

    // topic | arrival day | type | place in the batch: one sort of plain numbers puts every row where it belongs, in log order within its type.
    private ReadOnlyMemory<long> SortedKeys(EventBuffer buffer, IReadOnlyList<bool> live)
    {
        if (_keys.Length < buffer.Count)
        {
            _keys = new long[buffer.Count];
        }
        var count = 0;
        var topics = buffer.SlotTopics();
        for (var i = 0; i < buffer.Count; i++)
        {
            ref readonly var row = ref buffer[i];
            if (live[row.Slot])
            {
                var day = Math.Clamp(Math.DivRem(row.LoggedAtMicros, 86_400_000_000).Quotient, 0, (1L << DayBits) - 1);
                _keys[count++] = ((((long)topics[row.Slot] << DayBits | day) << TypeBits | (long)row.TypeIndex) << IndexBits) | (long)i;
            }
        }
        _keys.AsSpan(0, count).Sort();
        return _keys.AsMemory(0, count);
    }

    private static int TopicOf(long key) => (int)(key >> (IndexBits + TypeBits + DayBits));

    internal static int IndexOf(long key) => (int)(key & ((1 << IndexBits) - 1));

    // Where the run of keys that agree above the given bits ends.
    private static int EndOf(ReadOnlySpan<long> keys, int start, int bits)
    {
        var end = start + 1;
        while (end < keys.Length && keys[end] >> bits == keys[start] >> bits)
        {
            end++;
        }
        return end;
    }
}
