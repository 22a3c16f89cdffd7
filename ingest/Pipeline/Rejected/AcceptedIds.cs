using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Which of some identities bronze has, and with what body.</summary>
internal sealed class AcceptedIds(DeltaLake lake, DuckDbConnection connection)
{
    private readonly Dictionary<long, HashSet<long>> _bodies = [];

    /// <summary>Looks these identities up in all of bronze.</summary>
    public void Load(IEnumerable<long> identityHashes)
    {
        var asked = identityHashes.Distinct().Where(hash => !_bodies.ContainsKey(hash)).ToList();
        if (asked.Count == 0)
        {
            return;
        }
        connection.Execute("create or replace temp table asked_identity (identity_hash bigint)");
        using (var to = connection.OpenAppender("asked_identity"))
        {
            foreach (var hash in asked)
            {
                to.Set(0, hash);
                to.NextRow();
            }
        }
        foreach (var topic in Topics.All)
        {
            Load(topic);
        }
    }

    public bool HasOtherBody(long identityHash, long bodyHash) => _bodies.TryGetValue(identityHash, out var bodies) && !bodies.Contains(bodyHash);

    public void Add(long identityHash, long bodyHash)
    {
        if (!_bodies.TryGetValue(identityHash, out var bodies))
        {
            _bodies[identityHash] = bodies = [];
        }
        bodies.Add(bodyHash);
    }

    // A reused id is in bronze with both bodies; only the first one's owns it.
    private void Load(string topic)
    {
        var bronze = lake.Table(IngestTables.BronzeOf(topic)).Read().ScanSql();
        var duplicates = lake.Table(IngestTables.Duplicate).Read().ScanSql();
        foreach (var row in connection.Rows(
            $"""
            select distinct identity_hash, body_hash
            from {bronze} semi join asked_identity using (identity_hash)
            anti join (select "partition", "offset" from {duplicates} where topic = ?) as void using ("partition", "offset")
            """, topic))
        {
            Add((long)row[0]!, (long)row[1]!);
        }
    }
}
