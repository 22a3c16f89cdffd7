-- Orders as paid in full [已支付].
-- grain: event_source, event_id
-- not_null: order_id, paid_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.paid.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"paid_minor": "BIGINT", "currency": "VARCHAR", "payment_channel": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.paid.v1')
)
select
  subject as order_id,
  payload.paid_minor as paid_minor,
  payload.currency as currency,
  payload.payment_channel as payment_channel,
  payload.business_date as business_date,
  time as paid_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
