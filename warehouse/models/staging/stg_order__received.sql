-- Orders whose buyer has the goods [已收货].
-- grain: event_source, event_id
-- not_null: order_id, received_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.received.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.received.v1')
)
select
  subject as order_id,
  payload.business_date as business_date,
  time as received_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
