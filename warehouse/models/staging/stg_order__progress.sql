-- What happens to an order between payment and its end: one scan instead of four; the payload is not needed.
-- grain: event_source, event_id
-- not_null: order_id, happened_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.shipped.v1, raillife.order.received.v1, raillife.order.completed.v1, raillife.order.cancelled.v1
-- key: order_id = subject
select
  subject as order_id,
  type,
  time as happened_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from ref('ods_order_event')
where type in ('raillife.order.shipped.v1', 'raillife.order.received.v1', 'raillife.order.completed.v1', 'raillife.order.cancelled.v1')
