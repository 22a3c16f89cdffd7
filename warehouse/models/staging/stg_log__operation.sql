-- A call of a trade service was answered [操作日志]. Key: the route.
-- grain: event_source, event_id
-- not_null: subject_id, occurred_at
-- materialize: view
-- owner: data platform
-- events: raillife.log.operation.v1
-- key: subject_id = subject
with event as (
  select
    *,
    json_transform(data, '{"method": "VARCHAR", "route": "VARCHAR", "status": "BIGINT", "code": "VARCHAR", "duration_micros": "BIGINT"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.log.operation.v1')
)
select
  subject as subject_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.method as method,
  payload.route as route,
  payload.status as status,
  payload.code as code,
  payload.duration_micros as duration_micros,
  time as occurred_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
