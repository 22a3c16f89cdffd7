namespace RailLife.EventLog.Embedded;

/// <summary>A partition's row in a segment: the offsets this segment holds and the newest time in it.</summary>
internal readonly record struct PartitionState(long Id, TopicPartition TopicPartition, long StartOffset, long NextOffset, long LastLoggedAt);

/// <summary>One connection to one segment: an SQLite file in WAL mode with blocks of records of all topics.</summary>
/// <remarks>
/// A closed segment never changes again. Next offsets are carried into the next segment, so deleting an old one loses no count.
/// Each block is a row: the lengths of its records, then their bytes, with a checksum over both.
/// </remarks>
internal sealed class SegmentFile : IDisposable
{
    const int PageBytes = 16384;
    readonly SqliteFile file;
    readonly SqliteStatement isClosed, begin, commit, findPartition, topicPartitions, addPartition, addBlock, movePartition;
    readonly SqliteStatement states, findFirst, firstLoggedAt, pages, dataVersion, blocks;

    SegmentFile(long number, SqliteFile file)
    {
        Number = number;
        this.file = file;
        isClosed = file.Prepare("select closed from segment");
        begin = file.Prepare("begin immediate");
        commit = file.Prepare("commit");
        findPartition = file.Prepare("select id, start_offset, next_offset, last_logged_at from partition where topic = ?1 and number = ?2");
        topicPartitions = file.Prepare("select count(*) from partition where topic = ?1");
        addPartition = file.Prepare("insert into partition(topic, number, start_offset, next_offset, last_logged_at) values (?1, ?2, 0, 0, 0)");
        addBlock = file.Prepare("insert into block(partition_id, first_offset, last_offset, logged_at, crc, lengths, bytes) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        movePartition = file.Prepare("update partition set next_offset = ?2, last_logged_at = ?3 where id = ?1");
        states = file.Prepare("select p.id, p.topic, p.number, p.start_offset, p.next_offset, p.last_logged_at, s.closed, s.first_logged_at from partition p, segment s");
        findFirst = file.Prepare("select first_logged_at from segment");
        firstLoggedAt = file.Prepare("update segment set first_logged_at = ?1 where first_logged_at = 0");
        pages = file.Prepare("select page_count from pragma_page_count()");
        dataVersion = file.Prepare("pragma data_version");
        blocks = file.Prepare("""
            select first_offset, last_offset, logged_at, crc, lengths, bytes from block
            where partition_id = ?1
              and first_offset >= (select max(first_offset) from block where partition_id = ?1 and first_offset <= ?2)
            order by first_offset
            """);
    }

    public long Number { get; }

    public string Path => file.Path;

    public static SegmentFile Open(string path, long number, int busyTimeoutMs)
    {
        var file = SqliteFile.Open(path, busyTimeoutMs);
        try
        {
            file.Execute("pragma synchronous = full; pragma temp_store = memory");
            return new SegmentFile(number, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a complete, empty segment under a temporary name; next offsets are carried from its predecessor.</summary>
    public static void Write(string path, long number, IReadOnlyList<PartitionState> carried)
    {
        using var file = SqliteFile.Open(path, 1000, create: true);
        file.Execute($"""
            pragma page_size = {PageBytes};
            pragma synchronous = full;
            begin;
            create table segment(number integer not null, closed integer not null, first_logged_at integer not null);
            create table partition(
                id integer primary key, topic text not null, number integer not null,
                start_offset integer not null, next_offset integer not null, last_logged_at integer not null, unique(topic, number));
            create table block(
                id integer primary key, partition_id integer not null, first_offset integer not null, last_offset integer not null,
                logged_at integer not null, crc integer not null, lengths blob not null, bytes blob not null);
            create unique index block_offset on block(partition_id, first_offset);
            insert into segment values ({number}, 0, 0);
            """);
        var add = file.Prepare("insert into partition(topic, number, start_offset, next_offset, last_logged_at) values (?1, ?2, ?3, ?3, ?4)");
        foreach (var p in carried)
            add.Bind(1, p.TopicPartition.Topic).Bind(2, p.TopicPartition.Partition).Bind(3, p.NextOffset).Bind(4, p.LastLoggedAt).Run();
        file.Execute("commit; pragma journal_mode = wal");   // last, so that nothing lies in a WAL under the temporary name
    }

    /// <summary>Starts a write transaction; false when the segment is closed (no transaction is open then).</summary>
    public bool BeginWrite()
    {
        begin.Run();
        if (!Closed())
            return true;
        RollBack();
        return false;
    }

    public void Commit() => commit.Run();

    public void RollBack() => file.RollBack();

    public bool Closed()
    {
        isClosed.Step();
        var closed = isClosed.Int64(0) != 0;
        isClosed.Reset();
        return closed;
    }

    public void Close() => file.Execute("update segment set closed = 1");

    /// <summary>Moves the WAL into the file and empties it, unless somebody reads just now (the last to close does it then).</summary>
    public void EmptyWal() => file.Execute("pragma busy_timeout = 0; pragma wal_checkpoint(truncate)");

    public PartitionState? Find(TopicPartition tp)
    {
        findPartition.Bind(1, tp.Topic).Bind(2, tp.Partition);
        if (!findPartition.Step())
            return null;
        var state = new PartitionState(findPartition.Int64(0), tp, findPartition.Int64(1), findPartition.Int64(2), findPartition.Int64(3));
        findPartition.Reset();
        return state;
    }

    public int TopicPartitions(string topic)
    {
        topicPartitions.Bind(1, topic).Step();
        var count = checked((int)topicPartitions.Int64(0));
        topicPartitions.Reset();
        return count;
    }

    /// <summary>Inside a write transaction: makes the topic unless it is there; returns its number of partitions.</summary>
    public int EnsureTopic(string topic, int partitions)
    {
        var there = TopicPartitions(topic);
        if (there > 0)
            return there;
        for (var i = 0; i < partitions; i++)
            addPartition.Bind(1, topic).Bind(2, i).Run();
        return partitions;
    }

    /// <summary>Reads all partitions, and whether the segment is closed, at one moment.</summary>
    public SegmentStates States()
    {
        var list = new List<PartitionState>();
        bool? closed = null;
        long first = 0;
        while (states.Step())
        {
            list.Add(new PartitionState(states.Int64(0), new TopicPartition(states.Text(1), checked((int)states.Int64(2))),
                states.Int64(3), states.Int64(4), states.Int64(5)));
            closed = states.Int64(6) != 0;
            first = states.Int64(7);
        }
        return new SegmentStates(list, closed ?? Closed(), first);
    }

    public void AddBlock(long partitionId, long firstOffset, long lastOffset, long loggedAt, ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> bytes) =>
        addBlock.Bind(1, partitionId).Bind(2, firstOffset).Bind(3, lastOffset).Bind(4, loggedAt)
            .Bind(5, BlockChecksum.Of(lengths, bytes)).Bind(6, lengths).Bind(7, bytes).Run();

    public void MovePartition(long id, long nextOffset, long loggedAt) => movePartition.Bind(1, id).Bind(2, nextOffset).Bind(3, loggedAt).Run();

    /// <summary>Time of the first record, UTC microseconds; 0 while there is none.</summary>
    public long FirstLoggedAt()
    {
        findFirst.Step();
        var first = findFirst.Int64(0);
        findFirst.Reset();
        return first;
    }

    public void MarkFirst(long loggedAt) => firstLoggedAt.Bind(1, loggedAt).Run();

    /// <summary>Bytes of the file as it will be once the WAL is in it.</summary>
    public long Bytes()
    {
        pages.Step();
        var count = pages.Int64(0);
        pages.Reset();
        return count * PageBytes;
    }

    /// <summary>A number that changes when another connection has committed.</summary>
    public long DataVersion()
    {
        dataVersion.Step();
        var version = dataVersion.Int64(0);
        dataVersion.Reset();
        return version;
    }

    /// <summary>Blocks from the one that holds <paramref name="offset"/> on; the caller steps and resets.</summary>
    /// <remarks>Columns: first_offset, last_offset, logged_at, crc, lengths, bytes.</remarks>
    public SqliteStatement Blocks(long partitionId, long offset) => blocks.Bind(1, partitionId).Bind(2, offset);

    public void Dispose() => file.Dispose();
}

/// <summary>What a segment says about itself at one moment. FirstLoggedAt is 0 while it is empty.</summary>
internal sealed record SegmentStates(IReadOnlyList<PartitionState> Partitions, bool Closed, long FirstLoggedAt)
{
    /// <summary>Time of the newest record, UTC microseconds; of an earlier segment's when this one is empty.</summary>
    public long LastLoggedAt => Partitions.Count == 0 ? 0 : Partitions.Max(p => p.LastLoggedAt);

    public bool HasRecords => Partitions.Any(p => p.NextOffset > p.StartOffset);
}
