-- What happens to an order between payment and its end: one scan instead of five.
-- grain: event_source, event_id
-- not_null: order_id, happened_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.shipped.v1, raillife.order.received.v1, raillife.order.completed.v1, raillife.order.cancelled.v1, raillife.order.closed.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"business_date": "DATE", "reason": "VARCHAR"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.shipped.v1', 'raillife.order.received.v1', 'raillife.order.completed.v1', 'raillife.order.cancelled.v1', 'raillife.order.closed.v1')
)
select
  subject as order_id,
  type,
  payload.business_date as business_date,
  payload.reason as reason,
  time as happened_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
