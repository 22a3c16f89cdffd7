-- The platform stepped in [平台介入]. The reason in words stays in the order's own log.
-- grain: event_source, event_id
-- not_null: order_id, intervened_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.intervened.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"kind": "VARCHAR"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.intervened.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.kind as kind,
  time as intervened_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
