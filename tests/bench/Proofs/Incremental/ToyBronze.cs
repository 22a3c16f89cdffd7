using System.Globalization;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Bench.Proofs.Incremental;

/// <summary>Puts toy events into bronze tables, batch by batch, and searches them for doubles, as ingest does; slow and simple.</summary>
public sealed class ToyBronze(DeltaLake lake, DuckDbConnection connection)
{
    private static readonly string[] Topics = ["merchant", "order", "member", "tracking", "log"];

    private static readonly TableSchema BronzeSchema = TableSchema.Of(
        ("partition", "integer"), ("offset", "bigint"), ("logged_at", "timestamptz"), ("ingested_at", "timestamptz"), ("id", "varchar"), ("source", "varchar"),
        ("type", "varchar"), ("subject", "varchar"), ("time", "timestamptz"), ("memberid", "varchar"), ("merchantid", "varchar"), ("storeid", "varchar"),
        ("circleid", "bigint"), ("format", "varchar"), ("channel", "varchar"), ("actor", "varchar"), ("sequence", "bigint"), ("traceparent", "varchar"),
        ("redriveof", "varchar"), ("extensions", "varchar"), ("data", "varchar"), ("arrival_date", "date"));

    private static readonly TableSchema DuplicateSchema = TableSchema.Of(
        ("topic", "varchar"), ("partition", "integer"), ("offset", "bigint"), ("source", "varchar"), ("id", "varchar"), ("kind", "varchar"), ("subject", "varchar"),
        ("memberid", "varchar"), ("merchantid", "varchar"), ("time", "timestamptz"), ("arrival_date", "date"));

    /// <summary>An empty bronze table of a topic; nothing when it is there.</summary>
    public static void Create(DeltaLake lake, string topic)
    {
        lake.Table($"ods_{topic}_event").Create(BronzeSchema, []);
        CreateDuplicates(lake);
    }

    /// <summary>Loads the events into a connection once; every history of it is a <see cref="Shuffle"/> of them.</summary>
    public static void Load(DuckDbConnection connection, IReadOnlyList<ToyEvent> events)
    {
        connection.Execute("create or replace temp table happened (n bigint, topic varchar, type varchar, subject varchar, time timestamptz, id varchar, memberid varchar, merchantid varchar, circleid bigint, format varchar, data varchar)");
        foreach (var chunk in events.Select((e, n) => (e, n)).Chunk(1000))
        {
            connection.Execute("insert into happened values " + string.Join(", ", chunk.Select(c => string.Create(CultureInfo.InvariantCulture,
                $"({c.n}, {Text(c.e.Topic)}, {Text(c.e.Type)}, {Text(c.e.Subject)}, '{c.e.Time:yyyy-MM-dd HH:mm:ss}+00', {Text(c.e.Id)}, {Text(c.e.Member)}, {Text(c.e.Merchant)}, {c.e.Circle?.ToString(CultureInfo.InvariantCulture) ?? "null"}, {Text(c.e.Format)}, {Text(c.e.Data)})"))));
        }
    }

    /// <summary>A new history of the same events: late, doubled, shuffled, in batches; partitions run ahead of one another.</summary>
    public void Shuffle(int seed, int batches)
    {
        var (s, b) = (seed.ToString(CultureInfo.InvariantCulture), batches.ToString(CultureInfo.InvariantCulture));
        connection.Execute($"""
            create or replace temp table toy as
            with sent as (
              select *, n + case hash(n, {s}) % 20 when 0 then hash(n, {s}, 1) % 8000 when 1 then hash(n, {s}, 1) % 1000 else hash(n, {s}, 1) % 30 end as arrives, hash(subject) % 3 as partition from happened
              union all
              select *, n + hash(n, {s}, 2) % 4000, case when hash(n, {s}, 3) % 2 = 0 then 3 else hash(subject) % 3 end from happened where hash(n, {s}, 4) % 25 = 0
            ),
            logged as (
              select *, row_number() over (order by arrives, hash(n, {s}, 5), partition) as arrival from sent
            )
            select
              topic, partition::integer as partition, row_number() over (partition by topic, partition order by arrival) - 1 as "offset",
              timestamptz '2024-03-01 00:00:00+00' + to_microseconds(arrival * 1000) as logged_at, timestamptz '2024-03-02 00:00:00+00' as ingested_at,
              id, 'toy' as source, type, subject, time, memberid, merchantid, null::varchar as storeid, circleid, format, null::varchar as channel,
              null::varchar as actor, null::bigint as sequence, null::varchar as traceparent, null::varchar as redriveof, null::varchar as extensions, data,
              date '2024-03-01' as arrival_date,
              -- batches are of very different sizes, and a partition's come some batches late
              least({b} - 1, floor({b} * pow(arrival / (select count(*) from sent), 0.7))::bigint + case when partition = 1 then hash({s}, 6) % 3 else 0 end) as batch
            from logged
            """);
    }

    /// <summary>Commits one batch to every bronze table that it touches.</summary>
    public void Commit(int batch)
    {
        foreach (var topic in Topics)
        {
            var where = $"from toy where batch = {batch.ToString(CultureInfo.InvariantCulture)} and topic = 'raillife.{topic}'";
            var types = connection.Rows($"select type, count(*) {where} group by type").ToDictionary(r => (string)r[0]!, r => r[1]);
            if (types.Count == 0)
                continue;
            Create(lake, topic);
            var table = lake.Table($"ods_{topic}_event");
            var file = ParquetWriter.Write(connection, table, $"select * exclude (topic, batch) {where} order by type");
            table.Begin().Add(file!).Info("STREAMING UPDATE", new Dictionary<string, object?> { ["types"] = types }).Commit();
        }
    }

    /// <summary>Searches everything that bronze has for rows that do not count, and pins it at these versions.</summary>
    public void AdvanceDuplicates()
    {
        CreateDuplicates(lake);
        var duplicates = lake.Table("ods_duplicate");
        var commit = duplicates.Begin();
        foreach (var topic in Topics)
        {
            var table = lake.Table($"ods_{topic}_event");
            if (!table.Exists())
                continue;
            var bronze = table.Read();
            if (ParquetWriter.Write(connection, duplicates, Doubles(topic, bronze.ScanSql(), commit.Base.ScanSql())) is { } file)
                commit.Add(file);
            commit.SetTxn($"duplicate:{table.Name}", bronze.Version);
        }
        commit.Commit();
    }

    private static void CreateDuplicates(DeltaLake lake) => lake.Table("ods_duplicate").Create(DuplicateSchema, []);

    private static string Doubles(string topic, string bronze, string known) => $"""
        select
          'raillife.{topic}' as topic, partition, "offset", source, id,
          case when hash(type, data, time, subject) = first_value(hash(type, data, time, subject)) over earlier then 'double' else 'id-reused' end as kind,
          subject, memberid, merchantid, time, arrival_date
        from {bronze} b
        anti join (select * from {known} where topic = 'raillife.{topic}') k using (partition, "offset")
        -- a row once a double stays one, so known doubles need not be looked at; the first of an id may itself be known
        window earlier as (partition by source, id order by logged_at, partition, "offset")
        qualify row_number() over earlier > 1
        """;

    private static string Text(string? text) => text is null ? "null" : DuckSql.Literal(text);
}
