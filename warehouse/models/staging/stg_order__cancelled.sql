-- Orders given up [已取消].
-- grain: event_source, event_id
-- not_null: order_id, cancelled_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.cancelled.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"reason": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.cancelled.v1')
)
select
  subject as order_id,
  payload.reason as cancel_reason,
  payload.business_date as business_date,
  time as cancelled_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
