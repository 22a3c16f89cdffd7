-- A call came to the single entry and was answered, there or behind it [统一入口].
-- grain: event_source, event_id
-- not_null: aggregate_id, requested_at
-- materialize: view
-- owner: data platform
-- events: raillife.gateway.request.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"caller": "VARCHAR", "method": "VARCHAR", "route": "VARCHAR", "status": "BIGINT", "is_admitted": "BOOLEAN", "duration_micros": "BIGINT"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.gateway.request.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.caller as caller,
  payload.method as method,
  payload.route as route,
  payload.status as status,
  payload.is_admitted as is_admitted,
  payload.duration_micros as duration_micros,
  time as requested_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
