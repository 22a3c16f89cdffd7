-- What an order costs and why [订单的计算]. Key: the order's id, the parent's when it was split.
-- grain: event_source, event_id
-- not_null: root_order_id, priced_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.priced.v1
-- key: root_order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"goods_minor": "BIGINT", "promotion_minor": "BIGINT", "coupon_minor": "BIGINT", "member_minor": "BIGINT", "points_minor": "BIGINT", "points_used": "BIGINT", "freight_minor": "BIGINT", "payable_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.priced.v1')
)
select
  subject as root_order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.goods_minor as goods_minor,
  payload.promotion_minor as promotion_minor,
  payload.coupon_minor as coupon_minor,
  payload.member_minor as member_minor,
  payload.points_minor as points_minor,
  payload.points_used as points_used,
  payload.freight_minor as freight_minor,
  payload.payable_minor as payable_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as priced_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
