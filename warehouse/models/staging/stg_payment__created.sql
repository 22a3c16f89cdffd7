-- An order can be paid now [支付单]. Key of every payment event: the order's id.
-- grain: event_source, event_id
-- not_null: order_id, created_at
-- materialize: view
-- owner: data platform
-- events: raillife.payment.created.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"payment_id": "VARCHAR", "payable_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.payment.created.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.payment_id as payment_id,
  payload.payable_minor as payable_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as created_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
