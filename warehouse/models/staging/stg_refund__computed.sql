-- It is settled how much goes back; the money is on its way. Key: the order's id.
-- grain: event_source, event_id
-- not_null: order_id, computed_at
-- materialize: view
-- owner: data platform
-- events: raillife.refund.computed.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"refund_id": "VARCHAR", "after_sale_id": "VARCHAR", "amount_minor": "BIGINT", "freight_minor": "BIGINT", "points_back": "BIGINT", "is_partial": "BOOLEAN", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.refund.computed.v1')
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
  payload.after_sale_id as after_sale_id,
  payload.amount_minor as amount_minor,
  payload.freight_minor as freight_minor,
  payload.points_back as points_back,
  payload.is_partial as is_partial,
  payload.currency as currency,
  payload.business_date as business_date,
  time as computed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
