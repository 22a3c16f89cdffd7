-- Orders to which only after-sales can still happen [交易成功].
-- grain: event_source, event_id
-- not_null: order_id, completed_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.completed.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.completed.v1')
)
select
  subject as order_id,
  payload.business_date as business_date,
  time as completed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
