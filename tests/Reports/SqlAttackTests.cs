namespace RailLife.Tests.Reports;

/// <summary>Statements that try to read what is not published, or to do more than read. Every one is refused before it runs.</summary>
public sealed class SqlAttackTests(SqlHarness sql) : IClassFixture<SqlHarness>
{
    public static TheoryData<string, string> Attacks() => new()
    {
        // files by table function
        { "sql-function", "select * from read_parquet('/etc/passwd')" },
        { "sql-function", "from read_csv('/etc/passwd')" },
        { "sql-function", "from read_text('/etc/passwd')" },
        { "sql-function", "from read_blob('/etc/passwd')" },
        { "sql-function", "from READ_JSON('/etc/passwd')" },
        { "sql-function", "from \"read_text\"('/etc/passwd')" },
        { "sql-function", "from read_ndjson_objects('/etc/passwd')" },
        { "sql-function", "from parquet_scan('/x.parquet')" },
        { "sql-function", "from parquet_metadata('/x.parquet')" },
        { "sql-function", "from parquet_schema('/x.parquet')" },
        { "sql-function", "from glob('/*')" },
        { "sql-function", "from sniff_csv('/etc/passwd')" },
        { "sql-function", "from main.read_text('/etc/passwd')" },
        { "sql-function", "from system.main.read_text('/etc/passwd')" },
        { "sql-function", "select * from fct_order, read_text('/etc/passwd')" },
        { "sql-function", "select * from fct_order join lateral (from read_text('/etc/passwd')) on true" },
        { "sql-function", "select (select content from read_text('/etc/passwd'))" },
        { "sql-function", "select * from fct_order where order_id in (select content from read_text('/etc/passwd'))" },
        { "sql-function", "select * from fct_order where exists (from glob('/*'))" },
        { "sql-function", "with a as (from read_text('/etc/passwd')) select * from a" },
        { "sql-function", "with recursive a as (select 1 as n union all select n + 1 from a, glob('/*') where n < 3) from a" },
        { "sql-function", "select 1 union all select count(*) from glob('/*')" },
        { "sql-function", "select 1 order by (select count(*) from glob('/*'))" },
        { "sql-function", "select 1 limit (select count(*) from glob('/*'))" },
        { "sql-function", "select count(*) filter ((select count(*) from glob('/*')) > 0) from fct_order" },
        { "sql-function", "select sum(amount_minor) over (order by (select count(*) from glob('/*'))) from fct_order" },
        { "sql-function", "select list_transform([1], lambda x: (select count(*) from glob('/*')))" },
        { "sql-function", "select case when true then (select count(*) from glob('/*')) end" },
        { "sql-function", "from (pivot fct_order on currency in ('GBP') using sum((select count(*) from glob('/*'))))" },
        { "sql-function", "values ((select count(*) from glob('/*')))" },
        { "sql-function", "select 1 from fct_order group by (select count(*) from glob('/*'))" },
        { "sql-function", "select * replace ((select content from read_text('/etc/passwd')) as order_id) from fct_order" },
        // files by replacement scan
        { "sql-unknown-table", "from '/etc/passwd'" },
        { "sql-unknown-table", "from 'x.parquet'" },
        { "sql-unknown-table", "from \"x.csv\"" },
        { "sql-unknown-table", "select * from fct_order, 'data/lake/ods_order_event/*.parquet'" },
        { "sql-construct", "with \"x.parquet\" as (select 1) select (with \"y\" as (select 1) select count(*) from \"x.parquet\")" },
        // SQL made of text, and other people's tables
        { "sql-function", "from query('select 1')" },
        { "sql-function", "from query_table('ods_order_event')" },
        { "sql-function", "from query_table(['ods_order_event', 'fct_order'])" },
        { "sql-function", "from json_execute_serialized_sql('{}')" },
        { "sql-function", "select json_serialize_sql('select 1')" },
        { "sql-function", "select json_deserialize_sql('{}')" },
        { "sql-unknown-table", "from ods_order_event" },
        { "sql-unknown-table", "from ODS_ORDER_EVENT" },
        { "sql-unknown-table", "from stg_order__placed" },
        { "sql-unknown-table", "with a as (from ods_order_event) from a" },
        { "sql-unknown-table", "with a as (with ods_order_event as (select 1) from ods_order_event) select * from a, ods_order_event" },
        { "sql-unknown-table", "from temp.fct_order" },
        { "sql-unknown-table", "from main.fct_order" },
        { "sql-unknown-table", "from memory.main.fct_order" },
        { "sql-unknown-table", "from fct_ordre" },
        // the catalogue, settings, environment
        { "sql-function", "from duckdb_settings()" },
        { "sql-function", "from duckdb_views()" },
        { "sql-function", "from duckdb_secrets()" },
        { "sql-function", "from duckdb_temporary_files()" },
        { "sql-function", "from duckdb_logs" + "()" },
        { "sql-function", "from pragma_table_info('fct_order')" },
        { "sql-function", "from pragma_database_size()" },
        { "sql-unknown-table", "from duckdb_tables" },
        { "sql-unknown-table", "from sqlite_master" },
        { "sql-unknown-table", "from information_schema.tables" },
        { "sql-unknown-table", "from pg_catalog.pg_class" },
        { "sql-construct", "with duckdb_tables as (select 1) from duckdb_tables" },
        { "sql-function", "select getenv('HOME')" },
        { "sql-function", "select current_setting('temp_directory')" },
        { "sql-function", "select getvariable('x')" },
        { "sql-function", "select current_query()" },
        { "sql-function", "select version()" },
        { "sql-function", "select pg_get_viewdef(1)" },
        { "sql-construct", "describe fct_order" },
        { "sql-construct", "summarize fct_order" },
        { "sql-construct", "show tables" },
        { "sql-construct", "from (show all tables)" },
        { "sql-construct", "from (describe ods_order_event)" },
        // more than reading
        { "sql-not-select", "create table x as select 1" },
        { "sql-not-select", "create or replace temp view fct_order as select 1" },
        { "sql-not-select", "create macro m() as 1" },
        { "sql-not-select", "insert into fct_order values (1)" },
        { "sql-not-select", "update fct_order set amount_minor = 0" },
        { "sql-not-select", "delete from fct_order" },
        { "sql-not-select", "drop view fct_order" },
        { "sql-not-select", "copy fct_order to '/tmp/x.csv'" },
        { "sql-not-select", "copy (select 1) to '/tmp/x.parquet'" },
        { "sql-not-select", "attach '/tmp/x.db'" },
        { "sql-not-select", "install httpfs" },
        { "sql-not-select", "load '/tmp/x.so'" },
        { "sql-not-select", "set memory_limit = '100GB'" },
        { "sql-not-select", "pragma enable_profiling" },
        { "sql-not-select", "call duckdb_settings()" },
        { "sql-not-select", "explain analyze select 1" },
        { "sql-not-select", "export database '/tmp/x'" },
        { "sql-not-select", "checkpoint" },
        { "sql-not-select", "begin" },
        { "sql-not-select", "prepare p as select 1" },
        { "sql-not-select", "execute p" },
        { "sql-not-select", "use temp" },
        { "sql-not-select", "vacuum" },
        { "sql-not-select", "pivot fct_order on currency" },
        { "sql-one-statement", "select 1; select 2" },
        { "sql-one-statement", "" },
        { "sql-one-statement", "-- nothing" },
        { "sql-not-select", "select 1; drop view fct_order" },
        { "sql-syntax", "select 1; /* */ drop drop" },
        { "sql-syntax", "selec 1" },
        { "sql-syntax", "select 'a\0b'" },
        // much from little
        { "sql-function", "select repeat('x', 1000000000)" },
        { "sql-function", "select lpad('x', 1000000000, 'y')" },
        { "sql-function", "select format('{:1000000000}', 1)" },
        { "sql-function", "select range(1000000000)" },
        { "sql-function", "select list_resize([1], 1000000000)" },
        { "sql-function", "from repeat_row(1, num_rows = 1000000000)" },
        { "sql-function", "select sleep_ms(100000)" },
        { "sql-function", "select write_log('x')" },
        { "sql-function", "select nextval('x')" },
        { "sql-function", "from enable_logging()" },
        { "sql-function", "from test_all_types()" },
        // hidden by writing
        { "sql-function", "select /* x */ GeTeNv /* y */ ('HOME')" },
        { "sql-function", "from/**/glob/**/('/*')" },
        { "sql-function", "select ('HOME').getenv()" },
        { "sql-function", "from fct_order select getenv(order_id)" },
        { "sql-construct", "from fct_order at (version => 1)" },
    };

    [Theory, MemberData(nameof(Attacks))]
    public async Task It_is_refused_with_its_code(string code, string statement)
    {
        var (body, refusal) = await sql.RunAsync(statement, ct: TestContext.Current.CancellationToken);
        Assert.Null(body);
        Assert.Equal((code, true), (refusal!.Code, refusal.Detail.Length > 10));
    }

    public static TheoryData<string, bool, string, string> Bombs() => new()
    {
        { "parentheses", false, new string('(', 9_900), "1" + new string(')', 9_900) },
        { "not", true, string.Concat(Enumerable.Repeat("not ", 4_900)), "true" },
        { "minus", false, string.Concat(Enumerable.Repeat("- ", 9_900)), "1" },
        { "subqueries", true, string.Concat(Enumerable.Repeat("(select ", 2_200)), "1" + new string(')', 2_200) },
        { "additions", true, string.Concat(Enumerable.Repeat("1 + ", 4_900)), "1" },
        { "lists", true, new string('[', 9_900), "1" + new string(']', 9_900) },
        { "casts", true, "1" + string.Concat(Enumerable.Repeat("::int", 3_900)), "" },
        { "unions", false, "1" + string.Concat(Enumerable.Repeat(" union all select 1", 1_000)), "" },
        { "from", true, "1 from " + new string('(', 9_900), "fct_order" + new string(')', 9_900) },
        { "cases", true, string.Concat(Enumerable.Repeat("case when true then ", 800)), "1" + string.Concat(Enumerable.Repeat(" end", 800)) },
        { "length", true, new string(' ', 20_000), "1" },
    };

    [Theory, MemberData(nameof(Bombs))]
    public async Task Deep_nesting_ends_in_an_answer_and_the_process_lives(string kind, bool isRefused, string before, string after)
    {
        var (body, refusal) = await sql.RunAsync("select " + before + after, ct: TestContext.Current.CancellationToken);
        // DuckDB folds parentheses, signs and unions of one kind; what really nests is refused.
        Assert.True(isRefused == refusal is not null && isRefused == body is null, kind);
        var (alive, _) = await sql.RunAsync("select 1", ct: TestContext.Current.CancellationToken);
        Assert.Equal("[[1]]", alive!.Value.GetProperty("rows").GetRawText());
    }
}
