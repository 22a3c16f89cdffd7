-- A member had something for points in the points mall [积分商城]; an order kind of its own, no sale. Key: the mall order's id.
-- grain: event_source, event_id
-- not_null: mall_order_id, placed_at
-- materialize: view
-- owner: data platform
-- events: raillife.pointsmall.order.placed.v1
-- key: mall_order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"offer_id": "VARCHAR", "member_id": "VARCHAR", "kind": "VARCHAR", "sku_id": "VARCHAR", "coupon_id": "VARCHAR", "points": "BIGINT", "cash_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.pointsmall.order.placed.v1')
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
  payload.kind as kind,
  payload.sku_id as sku_id,
  payload.coupon_id as coupon_id,
  payload.points as points,
  payload.cash_minor as cash_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as placed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
