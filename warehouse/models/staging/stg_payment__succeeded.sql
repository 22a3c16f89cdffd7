-- An order's money is there, all of it [支付成功].
-- grain: event_source, event_id
-- not_null: order_id, succeeded_at
-- materialize: view
-- owner: data platform
-- events: raillife.payment.succeeded.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"payment_id": "VARCHAR", "attempt_id": "VARCHAR", "paid_minor": "BIGINT", "currency": "VARCHAR", "tenders": [{"tender": "VARCHAR", "amount_minor": "BIGINT"}], "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.payment.succeeded.v1')
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
  payload.attempt_id as attempt_id,
  payload.paid_minor as paid_minor,
  payload.currency as currency,
  payload.tenders as tenders,
  payload.business_date as business_date,
  time as succeeded_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
