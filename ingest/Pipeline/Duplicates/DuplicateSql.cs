using RailLife.DuckDb;

namespace RailLife.Ingest;

/// <summary>The statements of the search. Hashes first: whole identities are compared only where hashes meet.</summary>
internal static class DuplicateSql
{
    /// <summary>Identity and time (microseconds since 1970) of every row.</summary>
    public static string Identities(string relation) => $"select identity_hash, epoch_us(time) from {relation}";

    /// <summary>Takes the identities to look for.</summary>
    public const string Suspects = "create or replace temp table suspect (identity_hash bigint)";

    /// <summary>The rows, old and new, that share a suspected identity with another row. Reads columns of numbers only.</summary>
    public static string Repeated(string searchedRelation) =>
        $"""
        create or replace temp table repeated_row as
        select "partition", "offset", logged_at
        from {searchedRelation}
        where identity_hash in (select identity_hash from suspect)
        qualify count(*) over (partition by identity_hash) > 1
        """;

    /// <summary>All those rows but the first of each identity, less those named before.</summary>
    public static string Found(string holdingRelation, string recordedRelation, string topic) =>
        $"""
        create or replace temp table found_double as
        with candidate as (
            select "partition", "offset", source, id, subject, memberid, merchantid, time, arrival_date, logged_at, body_hash
            from {holdingRelation} semi join repeated_row using ("partition", "offset")
        ),
        ranked as (
            select *,
                row_number() over first_in_log as place,
                first_value(body_hash) over first_in_log as first_body_hash
            from candidate
            window first_in_log as (partition by source, id order by logged_at, "partition", "offset")
        ),
        recorded as (
            select "partition", "offset" from {recordedRelation} where topic = {DuckSql.Literal(topic)}
        )
        select {DuckSql.Literal(topic)} as topic, "partition", "offset", source, id,
            case when body_hash = first_body_hash then 'double' else 'id-reused' end as kind,
            subject, memberid, merchantid, time, arrival_date
        from ranked anti join recorded using ("partition", "offset")
        where place > 1
        """;

    /// <summary>What Found left, in log order.</summary>
    public const string Rows = """select * from found_double order by "partition", "offset" """;
}
