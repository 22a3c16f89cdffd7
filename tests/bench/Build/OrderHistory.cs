using System.Globalization;
using RailLife.Bench.Proofs.Incremental;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Bench.Build;

/// <summary>
/// Bronze of a year of orders, made by SQL: two and a half lines an order, members and products by Zipf, every order placed and paid,
/// one in fifty refunded. Ids are time first, then chance, like those of the services.
/// </summary>
public sealed class OrderHistory(DeltaLake lake, Func<DuckDbDatabase> open, long orders, int days, long members)
{
    private const string Day0 = "timestamptz '2024-01-01 00:00:00+00'";
    private long _offset;
    private long _order;

    /// <summary>The newest day is left out: it is an increment.</summary>
    public void WriteHistory(int files)
    {
        using var database = open();
        using var connection = database.Connect();
        var first = orders - NewestDay;
        for (var file = 0; file < files; file++)
        {
            var count = first * (file + 1) / files - first * file / files;
            Write(connection, count, $"{Day0} + to_microseconds((({N} + o.n) * 86400000000.0 * {days - 1} / {first})::bigint)");
        }
        Pin();
    }

    /// <summary>Orders of the newest day, and a tenth as many that happened on one of the 30 days before and come late.</summary>
    public void WriteNewestDay()
    {
        using var database = open();
        using var connection = database.Connect();
        Write(connection, NewestDay, $"{Day0} + to_days({days - 1}) + to_microseconds((hash(o.n, 1) % 86400000000)::bigint)");
        Write(connection, NewestDay / 10, $"{Day0} + to_days({days - 2}) - to_microseconds((hash(o.n, 2) % {30L * 86_400_000_000})::bigint)");
        Pin();
    }

    public void WriteSome(long count)
    {
        using var database = open();
        using var connection = database.Connect();
        Write(connection, count, $"{Day0} + to_days({days - 1}) + to_microseconds((hash(o.n, 3) % 86400000000)::bigint)");
        Pin();
    }

    /// <summary>One in a hundred.</summary>
    public long NewestDay => orders / 100;

    private string N => _order.ToString(CultureInfo.InvariantCulture);

    private void Write(DuckDbConnection connection, long count, string time)
    {
        ToyBronze.Create(lake, "order");
        var zipf = $"least({members} - 1, (exp((hash({N} + o.n, 4) % 1000000) / 1000000.0 * ln({members} + 1)) - 1)::bigint)";
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $$$$"""
            create or replace temp table made as
            with o as (select range as n from range({{{{count}}}})),
            t as (select o.n, {{{{time}}}} as moment, {{{{zipf}}}} as member, 1 + hash({{{{N}}}} + o.n, 5) % 4 as lines from o),
            i as (select *, format('{:012x}', epoch_ms(moment)) || left(md5(({{{{N}}}} + n)::varchar), 14) as order_id from t),
            l as (
              select i.n, string_agg(format('{{"line_no":{},"product_id":"p-{:05d}","quantity":{},"unit_price":"{}.{:02d}","amount_minor":{}}}', k, (exp((hash({{{{N}}}} + i.n, k, 6) % 1000000) / 1000000.0 * ln(20001)) - 1)::bigint,
                1 + hash({{{{N}}}} + i.n, k, 7) % 3, hash({{{{N}}}} + i.n, k, 8) % 900, hash({{{{N}}}} + i.n, k, 9) % 100, (1 + hash({{{{N}}}} + i.n, k, 7) % 3) * ((hash({{{{N}}}} + i.n, k, 8) % 900) * 100 + hash({{{{N}}}} + i.n, k, 9) % 100)), ',') as lines,
                sum((1 + hash({{{{N}}}} + i.n, k, 7) % 3) * ((hash({{{{N}}}} + i.n, k, 8) % 900) * 100 + hash({{{{N}}}} + i.n, k, 9) % 100))::bigint as amount
              from i, lateral (select unnest(range(1, i.lines::bigint + 1)) as k) group by i.n
            )
            select i.*, l.lines as line_json, l.amount, format('u-{:06d}', i.member) as member_id, format('s-{}', (exp((hash({{{{N}}}} + i.n, 10) % 1000000) / 1000000.0 * ln(401)) - 1)::bigint) as merchant_id
            from i join l using (n)
            """));
        var table = lake.Table("ods_order_event");
        var file = ParquetWriter.Write(connection, table, string.Create(CultureInfo.InvariantCulture, $$$$"""
            with event as (
              select n, 0 as step, 'raillife.order.placed.v1' as type, moment, order_id, member_id, merchant_id,
                format('{{"order_id":"{}","member_id":"{}","lines":[{}],"currency":"CNY","region":"R{}","business_date":"{}"}}', order_id, member_id, line_json, n % 9, moment::date) as data from made
              union all
              select n, 1, 'raillife.order.paid.v1', moment + interval 20 seconds, order_id, member_id, merchant_id,
                format('{{"order_id":"{}","paid_minor":{},"currency":"CNY","payment_channel":"wechat","business_date":"{}"}}', order_id, amount, moment::date) from made
              union all
              select n, 2, 'raillife.refund.completed.v1', moment + interval 1 hour, order_id, member_id, merchant_id,
                format('{{"refund_id":"r-{}","order_id":"{}","member_id":"{}","lines":[{}],"currency":"CNY","region":"R1","business_date":"{}"}}', order_id, order_id, member_id, line_json, moment::date) from made where n % 50 = 0
            )
            select 0 as "partition", {{{{_offset}}}} + row_number() over () - 1 as "offset", moment as logged_at, moment as ingested_at,
              md5(order_id || step) as id, 'bench' as source, type, order_id as subject, moment as time, member_id as memberid, merchant_id as merchantid, null::varchar as storeid,
              n % 60 as circleid, 'take-away' as format, 'app' as channel, 'member:' || member_id as actor, step::bigint as sequence, null::varchar as traceparent, null::varchar as redriveof,
              null::varchar as extensions, data, moment::date as arrival_date
            from event order by step, n
            """));
        _offset += file!.Stats!.NumRecords!.Value;
        _order += count;
        var refunds = (count + 49) / 50;
        table.Begin().Add(file).Info("STREAMING UPDATE", new Dictionary<string, object?>
        {
            ["types"] = new Dictionary<string, object?> { ["raillife.order.placed.v1"] = count, ["raillife.order.paid.v1"] = count, ["raillife.refund.completed.v1"] = refunds },
        }).Commit();
    }

    private void Pin()
    {
        var duplicates = lake.Table("ods_duplicate");
        duplicates.Begin().SetTxn("duplicate:ods_order_event", lake.Table("ods_order_event").Read().Version).Commit();
    }
}
