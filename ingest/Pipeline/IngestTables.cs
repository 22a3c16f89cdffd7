using System.Globalization;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>The lake tables of this room: names, columns, and the keys of their txns.</summary>
public static class IngestTables
{
    /// <summary>What failed its contract, and why.</summary>
    public const string Rejected = "ods_rejected";

    /// <summary>Bronze rows that an earlier row makes void.</summary>
    public const string Duplicate = "ods_duplicate";

    /// <summary>Bronze is partitioned by the UTC day on which the log took the event.</summary>
    public const string ArrivalDate = "arrival_date";

    /// <summary>
    /// Columns of every <c>ods_X_event</c>: where in the log, when, the envelope, then the payload's JSON text. <c>identity_hash</c> is
    /// xxHash64 of (source, id), <c>body_hash</c> of (type, time, subject, data): doubles are found by them without reading payloads.
    /// </summary>
    public static TableSchema BronzeSchema { get; } = TableSchema.Of([.. BronzeColumns().Select(c => (c.Name, c.Type.ToString().ToLowerInvariant())), (ArrivalDate, "date")]);

    /// <summary>Columns of ods_rejected. <c>raw</c>: the record's bytes, sealed, base64; null once they are dropped.</summary>
    public static TableSchema RejectedSchema { get; } = TableSchema.Of(
        ("topic", "varchar"), ("partition", "integer"), ("offset", "bigint"),
        ("reason", "varchar"), ("path", "varchar"), ("expected", "varchar"), ("found", "varchar"),
        ("source", "varchar"), ("id", "varchar"), ("type", "varchar"),
        ("raw", "varchar"), ("rejected_at", "timestamptz"));

    /// <summary>Columns of ods_duplicate. <c>kind</c>: double, or id-reused (another body under the same identity).</summary>
    public static TableSchema DuplicateSchema { get; } = TableSchema.Of(
        ("topic", "varchar"), ("partition", "integer"), ("offset", "bigint"),
        ("source", "varchar"), ("id", "varchar"), ("kind", "varchar"),
        ("subject", "varchar"), ("memberid", "varchar"), ("merchantid", "varchar"),
        ("time", "timestamptz"), (ArrivalDate, "date"));

    /// <summary>The bronze table of a topic.</summary>
    public static string BronzeOf(string topic) => Topics.BronzeTable(topic);

    /// <summary>The key under which bronze and ods_rejected say how far they cover a partition: version = last offset.</summary>
    public static string TxnOf(string topic, int partition) => string.Create(CultureInfo.InvariantCulture, $"ingest:{topic}:{partition}");

    /// <summary>The key under which ods_duplicate says which version of a bronze table it has searched.</summary>
    public static string DuplicateTxnOf(string bronzeTable) => $"duplicate:{bronzeTable}";

    /// <summary>Creates what is missing. Safe to call at any time, by several processes.</summary>
    public static void Create(DeltaLake lake)
    {
        foreach (var topic in Topics.All)
        {
            lake.Table(BronzeOf(topic)).Create(BronzeSchema, [ArrivalDate]);
        }
        lake.Table(Rejected).Create(RejectedSchema, []);
        lake.Table(Duplicate).Create(DuplicateSchema, []);
    }

    /// <summary>The columns that a bronze file holds itself, in the order of <see cref="BronzeRows"/>.</summary>
    internal static (string Name, DuckDbType Type)[] BronzeColumns() =>
    [
        ("partition", DuckDbType.Integer), ("offset", DuckDbType.BigInt),
        ("logged_at", DuckDbType.TimestampTz), ("ingested_at", DuckDbType.TimestampTz), ("time", DuckDbType.TimestampTz),
        .. Of(DuckDbType.BigInt, "circleid", "sequence", "identity_hash", "body_hash"),
        .. Of(DuckDbType.Varchar, "id", "source", "type", "subject", "memberid", "merchantid", "storeid", "format",
            "channel", "actor", "traceparent", "redriveof", "extensions", "data"),
    ];

    private static IEnumerable<(string Name, DuckDbType Type)> Of(DuckDbType type, params string[] names) => names.Select(name => (name, type));
}
