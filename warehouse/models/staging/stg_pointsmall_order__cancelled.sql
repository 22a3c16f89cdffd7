-- An order of the points mall was given up before it left: points and money went back. Key: the mall order's id.
-- grain: event_source, event_id
-- not_null: mall_order_id, cancelled_at
-- materialize: view
-- owner: data platform
-- events: raillife.pointsmall.order.cancelled.v1
-- key: mall_order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"offer_id": "VARCHAR", "member_id": "VARCHAR", "points": "BIGINT", "cash_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.pointsmall.order.cancelled.v1')
)
select
  subject as mall_order_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.offer_id as offer_id,
  payload.member_id as member_id,
  payload.points as points,
  payload.cash_minor as cash_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as cancelled_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
