-- A call broke [异常日志]. Key: the route.
-- grain: event_source, event_id
-- not_null: subject_id, occurred_at
-- materialize: view
-- owner: data platform
-- events: raillife.log.exception.v1
-- key: subject_id = subject
with event as (
  select
    *,
    json_transform(data, '{"method": "VARCHAR", "route": "VARCHAR", "exception": "VARCHAR", "at": "VARCHAR"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.log.exception.v1')
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
  payload.exception as exception,
  payload.at as at,
  time as occurred_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
