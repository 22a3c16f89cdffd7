-- One try to pay came to nothing; the order can still be paid [支付失败].
-- grain: event_source, event_id
-- not_null: order_id, failed_at
-- materialize: view
-- owner: data platform
-- events: raillife.payment.failed.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"payment_id": "VARCHAR", "attempt_id": "VARCHAR", "channel": "VARCHAR", "code": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.payment.failed.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  payload.payment_id as payment_id,
  payload.attempt_id as attempt_id,
  payload.channel as channel,
  payload.code as code,
  payload.business_date as business_date,
  time as failed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
