using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Names in ods_duplicate every bronze row that an earlier row of the same identity (source, id) makes void.</summary>
/// <remarks>
/// Earlier = smaller (logged_at, partition, offset), so the answer depends on the rows and not on when they came; a row once named stays.
/// A row of another body than the first is an id reused: it is a rejected event (ods_rejected first, then ods_duplicate).
/// Each table keeps its own txn per bronze table, so a run that is killed and repeated adds nothing. Readers of bronze read it at
/// the version that this txn names: they never see a row that was not searched.
/// </remarks>
internal sealed class DuplicateFinder(IngestParts parts, DuckDbConnection connection)
{
    // Commits searched at once: bounds memory when much has piled up.
    private const long RowsPerRound = 1_000_000;

    private readonly Dictionary<string, SuspectSearch> _suspects =
        Topics.All.ToDictionary(topic => topic, _ => new SuspectSearch(connection, parts.Options.ReusedIdRows, parts.FreshIdentities));

    private readonly RejectedFile _rejectedFile = new(parts.Lake, parts.Sealer);

    /// <summary>Searches all bronze tables to their newest version; returns the rows named.</summary>
    public long AdvanceAll() => Topics.All.Sum(Advance);

    /// <summary>Searches one topic's bronze table to its newest version; returns the rows named.</summary>
    public long Advance(string topic)
    {
        var named = 0L;
        try
        {
            while (Round.Next(parts.Lake, topic, RowsPerRound) is { } round)
            {
                named += Search(round);
            }
        }
        catch (TxnMovedException)
        {
            // Another process searches too and was faster; what it found is what this one would have.
        }
        return named;
    }

    /// <summary>True when every bronze table was searched to its newest version.</summary>
    public static bool IsUpToDate(DeltaLake lake)
    {
        var duplicates = lake.Table(IngestTables.Duplicate);
        return duplicates.Exists() && duplicates.Read() is var searched && Topics.All.All(topic =>
        {
            var bronze = IngestTables.BronzeOf(topic);
            return (searched.Txn(IngestTables.DuplicateTxnOf(bronze)) ?? 0) >= lake.Table(bronze).Read().Version;
        });
    }

    private long Search(Round round)
    {
        var found = round.FreshFiles.Count == 0 ? 0 : Find(round);
        var file = found == 0 ? null : ParquetWriter.Write(connection, parts.Lake.Table(IngestTables.Duplicate), DuplicateSql.Rows, new ParquetOptions());
        if (found > 0 && !round.RejectedIsDone)
        {
            CommitReused(round);
        }
        CrashPoint.Reach("between-commits");
        var commit = parts.Lake.Table(IngestTables.Duplicate).Begin();
        if (file is not null)
        {
            commit.Add(file);
        }
        commit.SetTxn(round.TxnId, round.Version, round.SearchedTxn);
        commit.Info("FIND DOUBLES", null);
        commit.Commit();
        return found;
    }

    // Leaves the rows to name in the temp table found_double.
    private long Find(Round round)
    {
        var suspects = _suspects[round.Topic].Of(round.Bronze, round.FreshFiles);
        if (suspects.Hashes.Count == 0)
        {
            return 0;
        }
        connection.Execute(DuplicateSql.Suspects);
        using (var to = connection.OpenAppender("suspect"))
        {
            foreach (var hash in suspects.Hashes)
            {
                to.Set(0, hash);
                to.NextRow();
            }
        }
        connection.Execute(DuplicateSql.Repeated(round.Bronze.ScanSql(suspects.Files)));
        var places = connection.Rows("select \"offset\", logged_at from repeated_row");
        if (places.Count == 0)
        {
            return 0;
        }
        var recorded = parts.Lake.Table(IngestTables.Duplicate).Read();
        connection.Execute(DuplicateSql.Found(round.Bronze.ScanSql(FileRange.Holding(suspects.Files, places)), recorded.ScanSql(), round.Topic));
        return connection.Scalar<long>("select count(*) from found_double");
    }

    private void CommitReused(Round round)
    {
        var reused = ReusedIds.Read(connection, round.Bronze, round.Topic, parts.Clock.GetUtcNow());
        if (reused.Count == 0)
        {
            return;
        }
        var file = _rejectedFile.Write(connection, reused);
        var commit = parts.Lake.Table(IngestTables.Rejected).Begin();
        if (file is not null)
        {
            commit.Add(file);
        }
        commit.SetTxn(round.TxnId, round.Version, round.RejectedTxn);
        commit.Info("REJECT REUSED IDS", null);
        commit.Commit();
    }

    /// <summary>The commits of one bronze table that are searched together.</summary>
    /// <param name="Bronze">The table as it was after the last of them.</param>
    /// <param name="FreshFiles">Files whose rows are new since the last search.</param>
    private sealed record Round(string Topic, string TxnId, Snapshot Bronze, IReadOnlyList<DataFile> FreshFiles, long? SearchedTxn, long? RejectedTxn)
    {
        public long Version => Bronze.Version;

        /// <summary>A run was killed between its two commits: the rejected rows of this very round are there.</summary>
        public bool RejectedIsDone => RejectedTxn == Version;

        /// <summary>Null when the table is searched to its end.</summary>
        public static Round? Next(DeltaLake lake, string topic, long rowsMax)
        {
            var table = lake.Table(IngestTables.BronzeOf(topic));
            var txnId = IngestTables.DuplicateTxnOf(table.Name);
            var searched = lake.Table(IngestTables.Duplicate).Read().Txn(txnId);
            var newest = table.Read();
            if (newest.Version <= (searched ?? 0))
            {
                return null;
            }
            var rejected = lake.Table(IngestTables.Rejected).Read().Txn(txnId);
            var (version, fresh) = Take(table.Changes(searched ?? 0, newest.Version), rejected > (searched ?? 0) ? rejected : null, rowsMax);
            return new Round(topic, txnId, version == newest.Version ? newest : table.ReadVersion(version), fresh, searched, rejected);
        }

        // A round that was killed between its two commits is repeated with the same end, else its rejected rows would not fit.
        private static (long Version, IReadOnlyList<DataFile> Fresh) Take(IReadOnlyList<CommitChange> changes, long? end, long rowsMax)
        {
            var fresh = new List<DataFile>();
            var version = 0L;
            foreach (var change in changes.TakeWhile(c => end is null ? fresh.Sum(RowsOf) < rowsMax : c.Version <= end))
            {
                fresh.AddRange(change.Added.Where(f => f.DataChange));
                version = change.Version;
            }
            return (version, fresh);
        }

        private static long RowsOf(DataFile file) => file.Stats?.NumRecords ?? 0;
    }
}
