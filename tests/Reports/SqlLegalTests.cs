namespace RailLife.Tests.Reports;

/// <summary>What an analyst writes runs, and its values are right.</summary>
public sealed class SqlLegalTests(SqlHarness sql) : IClassFixture<SqlHarness>
{
    public static TheoryData<string, string> Statements() => new()
    {
        { "select 1", "[[1]]" },
        { "select 1;", "[[1]]" },
        { "select count(*) from fct_order", "[[3]]" },
        { "from fct_order select order_id order by all limit 1", """[["o1"]]""" },
        { "SELECT Sum(amount_minor)::bigint FROM FCT_ORDER WHERE currency = 'GBP'", "[[1250]]" },
        { "select amount_minor from fct_order where order_id = 'o3'", "[[9007199254740993]]" },
        { "select sum(amount_minor) from fct_order", "[[9007199254742243]]" },
        { "table subject_user order by 1 limit 1", """[["m1",1000]]""" },
        { "values (1, 'a'), (2, 'b')", """[[1,"a"],[2,"b"]]""" },
        { "select business_date, placed_at from fct_order order by placed_at desc limit 1", """[["2026-01-02","2026-01-02T12:00:00.500000Z"]]""" },
        { "select o.order_id, m.region from fct_order o join dim_member m using (member_id) order by 1", """[["o1","上海"],["o2",null]]""" },
        { "select order_id from fct_order o where not exists (from dim_member m where m.member_id = o.member_id)", """[["o3"]]""" },
        { "select order_id from fct_order anti join dim_member using (member_id)", """[["o3"]]""" },
        { "with a as (select * from fct_order), b as (from a where currency = 'CNY') select order_id from b", """[["o3"]]""" },
        { "with fct_order as (select 7 as seven) from fct_order", "[[7]]" },
        { "with recursive n(i) as (select 1 union all select i + 1 from n where i < 4) select sum(i)::int from n", "[[10]]" },
        { "select currency, count(*) as orders from fct_order group by all having count(*) > 1", """[["GBP",2]]""" },
        { "select currency, count(*) from fct_order group by rollup (currency) order by 1 nulls last", """[["CNY",1],["GBP",2],[null,3]]""" },
        { "select order_id, row_number() over (partition by currency order by placed_at) from fct_order order by 1", """[["o1",1],["o2",2],["o3",1]]""" },
        { "select sum(amount_minor) over w from fct_order window w as (order by placed_at rows unbounded preceding) order by 1 limit 2", "[[1000],[1250]]" },
        { "select order_id from fct_order qualify rank() over (order by amount_minor desc) = 1", """[["o3"]]""" },
        { "select lag(amount_minor, 1, 0) over (order by placed_at) from fct_order order by placed_at limit 2", "[[0],[1000]]" },
        { "select date_trunc('month', business_date)::date, count(*) from fct_order group by 1", """[["2026-01-01",3]]""" },
        { "select case when amount_minor >= 1000 then 'big' else 'small' end from fct_order where order_id = 'o2'", """[["small"]]""" },
        { "select count(*) filter (currency = 'GBP'), count(distinct member_id) from fct_order", "[[2,2]]" },
        { "select string_agg(order_id, ',' order by order_id desc) from fct_order", """[["o3,o2,o1"]]""" },
        { "select quantile_cont(amount_minor, 0.5) from fct_order where currency = 'GBP'", "[[625]]" },
        { "select order_id from fct_order where business_date between date '2026-01-01' and current_date and order_id like 'o%' order by 1 limit 1", """[["o1"]]""" },
        { "select 1 where 'b' in (select unnest(tags) from dim_member)", "[[1]]" },
        { "select member_id, t from dim_member, unnest(tags) as u(t) order by t", """[["m1","a"],["m1","b"]]""" },
        { "select [x * 2 for x in [1, 2, 3] if x > 1]", "[[[4,6]]]" },
        { "select {'a': 1, 'b': 'x'}, map {'k': 2}", """[[{"a":1,"b":"x"},[{"key":"k","value":2}]]]""" },
        { "select * exclude (placed_at, business_date, member_id) from fct_order where order_id = 'o1'", """[["o1","GBP",1000]]""" },
        { "select columns('.*_id') from fct_order where order_id = 'o1'", """[["o1","m1"]]""" },
        { "from (pivot fct_order on currency in ('GBP', 'CNY') using count(*) group by business_date) order by 1", """[["2026-01-01",1,0],["2026-01-02",1,1]]""" },
        { "unpivot (select 1 as a, 2 as b) on a, b into name n value v", """[["a",1],["b",2]]""" },
        { "select * from range(3)", "[[0],[1],[2]]" },
        { "select count(*) from generate_series(date '2026-01-01', date '2026-01-31', interval 1 day)", "[[31]]" },
        { "select 1.10::decimal(18,4), 99999999999999999999999999999.5::decimal(38,4), 'NaN'::double", """[[1.1000,99999999999999999999999999999.5000,"NaN"]]""" },
        { "select order_id from fct_order where currency = 'GBP' except select 'o1'", """[["o2"]]""" },
        { "select a.order_id from fct_order a asof join (select timestamptz '2026-01-02 11:30:00+00' as t) b on a.placed_at >= b.t", """[["o3"]]""" },
        { "select distinct on (currency) currency, order_id from fct_order order by currency, placed_at", """[["CNY","o3"],["GBP","o1"]]""" },
        { "select upper(trim('  x ')) || '-' || extract(year from date '2026-05-01')", """[["X-2026"]]""" },
        { "select interval 3 days, date '2026-01-31' + interval 1 month", null! },
        { "select 'a;b' as x -- select 2; drop table y", """[["a;b"]]""" },
    };

    [Theory, MemberData(nameof(Statements))]
    public async Task It_runs_and_gives_its_rows(string statement, string? rows)
    {
        var (body, refusal) = await sql.RunAsync(statement, ct: TestContext.Current.CancellationToken);
        Assert.Null(refusal);
        if (rows is not null)
            Assert.Equal(rows, body!.Value.GetProperty("rows").GetRawText());
    }

    [Theory]
    [InlineData("select ? + 1", "[41]", "[[42]]")]
    [InlineData("select $2 || $1", """["b","a"]""", """[["ab"]]""")]
    [InlineData("select $day::date + $n::int, $day", """{"n":1,"day":"2026-01-01"}""", """[["2026-01-02","2026-01-01"]]""")]
    [InlineData("select order_id from fct_order where member_id is not distinct from $1", "[null]", """[["o3"]]""")]
    [InlineData("select $1::decimal(9,2), $2", "[0.1, true]", "[[0.10,true]]")]
    public async Task Parameters_reach_their_places(string statement, string parameters, string rows) =>
        Assert.Equal(rows, (await sql.RunAsync(statement, parameters, ct: TestContext.Current.CancellationToken)).Body!.Value.GetProperty("rows").GetRawText());

    [Theory]
    [InlineData("select ?", null, "no value for parameter 1")]
    [InlineData("select ?", "[1, 2]", "a value for parameter 2")]
    [InlineData("select $a", """{"b": 1}""", "a value for parameter b")]
    [InlineData("select 1", "[1]", "no parameters")]
    [InlineData("select ?", "[[1]]", "expected text")]
    [InlineData("select ?", "\"x\"", "expected an array")]
    public async Task Wrong_parameters_are_named(string statement, string? parameters, string part)
    {
        var (_, refusal) = await sql.RunAsync(statement, parameters, ct: TestContext.Current.CancellationToken);
        Assert.Equal("sql-parameters", refusal!.Code);
        Assert.Contains(part, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_personal_column_says_nothing_but_keeps_its_name_and_type()
    {
        var (body, _) = await sql.RunAsync("select email_hash, count(*), typeof(any_value(email_hash)) from dim_member group by email_hash", ct: TestContext.Current.CancellationToken);
        Assert.Equal("""[[null,2,"VARCHAR"]]""", body!.Value.GetProperty("rows").GetRawText());
        var (star, _) = await sql.RunAsync("from dim_member where email_hash is not null or member_id like 'k1%'", ct: TestContext.Current.CancellationToken);
        Assert.Equal("[]", star!.Value.GetProperty("rows").GetRawText());
    }

    [Theory]
    [InlineData(null, 1000, true)]
    [InlineData(5000, 5000, false)]
    [InlineData(2048, 2048, true)]
    [InlineData(1, 1, true)]
    public async Task The_limit_cuts_and_says_so(int? limit, int rows, bool truncated)
    {
        var (body, _) = await sql.RunAsync("from range(5000)", limit: limit, ct: TestContext.Current.CancellationToken);
        Assert.Equal((rows, rows, truncated), (body!.Value.GetProperty("rows").GetArrayLength(), body.Value.GetProperty("row_count").GetInt32(), body.Value.GetProperty("truncated").GetBoolean()));
    }

    [Fact]
    public async Task An_answer_names_the_versions_it_read()
    {
        var (body, _) = await sql.RunAsync("select (select count(*) from dim_member), (select count(*) from fct_order)", ct: TestContext.Current.CancellationToken);
        Assert.Equal("""{"dim_member":0,"fct_order":0}""", body!.Value.GetProperty("versions").GetRawText());
        Assert.Equal("2026-01-02T03:04:05.000Z", body.Value.GetProperty("as_of").GetString());
    }

    [Fact]
    public async Task What_fails_while_it_runs_says_why()
    {
        var (_, refusal) = await sql.RunAsync("select order_id::int from fct_order", ct: TestContext.Current.CancellationToken);
        Assert.Equal("sql-failed", refusal!.Code);
        Assert.Contains("o1", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_goes_away_stops_the_query()
    {
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sql.RunAsync("select sum(a.range % 7 + b.range) from range(100000000000) a, range(100) b", ct: gone.Token));
        Assert.NotNull((await sql.RunAsync("select 1", ct: TestContext.Current.CancellationToken)).Body);
    }
}
