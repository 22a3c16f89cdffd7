-- A caller asked more than he may [流控].
-- grain: event_source, event_id
-- not_null: aggregate_id, throttled_at
-- materialize: view
-- owner: data platform
-- events: raillife.gateway.throttled.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"caller": "VARCHAR", "method": "VARCHAR", "path": "VARCHAR"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.gateway.throttled.v1')
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
  payload.path as path,
  time as throttled_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
