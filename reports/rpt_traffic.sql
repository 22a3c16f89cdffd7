-- name: traffic
-- title: zh 流量; en Traffic
-- about: zh 每小时请求数、错误数、字节数; en Requests, errors and bytes of the web log, a row per hour (UTC) with requests.
-- grain: hour
-- param from: date; default 0001-01-01; zh 起始日（含，UTC）; en First day, included, UTC
-- param to: date; default 9999-12-31; zh 截止日（含，UTC）; en Last day, included, UTC
-- column hour: public; timestamp with time zone; hour; zh 小时; en Start of the hour, UTC
-- column requests: public; bigint; requests; zh 请求数; en Requests
-- column errors: public; bigint; requests; zh 错误数; en Answered with status 400 or above
-- column server_errors: public; bigint; requests; zh 服务端错误数; en Answered with status 500 or above
-- column clients: public; bigint; clients; zh 客户端数; en Distinct client addresses (keyed hashes)
-- column bytes: public; bigint; bytes; zh 字节数; en Bytes of the bodies
with
request as (
  select requested_hour, status, bytes, client_hash
  from ref('fct_request')
  where requested_at >= $from::timestamptz and requested_at < ($to + 1)::timestamptz
),
final as (
  select
    requested_hour as hour,
    count(*) as requests,
    count(*) filter (status >= 400) as errors,
    count(*) filter (status >= 500) as server_errors,
    count(distinct client_hash) as clients,
    coalesce(sum(bytes), 0)::bigint as bytes
  from request
  group by requested_hour
  order by requested_hour
)
select * from final
