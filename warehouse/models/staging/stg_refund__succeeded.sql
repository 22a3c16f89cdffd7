-- All parts of a refund are with their owner.
-- grain: event_source, event_id
-- not_null: order_id, succeeded_at
-- materialize: view
-- owner: data platform
-- events: raillife.refund.succeeded.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"refund_id": "VARCHAR", "payment_id": "VARCHAR", "amount_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.refund.succeeded.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.refund_id as refund_id,
  payload.payment_id as payment_id,
  payload.amount_minor as amount_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as succeeded_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
