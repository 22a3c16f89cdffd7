-- The money of an order that was split, over its children [拆单金额分摊]. Key: the parent's id.
-- grain: event_source, event_id
-- not_null: root_order_id, allocated_at
-- materialize: view
-- owner: data platform
-- events: raillife.split.allocated.v1
-- key: root_order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"children": [{"order_id": "VARCHAR", "goods_minor": "BIGINT", "promotion_minor": "BIGINT", "coupon_minor": "BIGINT", "member_minor": "BIGINT", "points_minor": "BIGINT", "points_used": "BIGINT", "freight_minor": "BIGINT", "payable_minor": "BIGINT"}], "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.split.allocated.v1')
)
select
  subject as root_order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.children as children,
  payload.currency as currency,
  payload.business_date as business_date,
  time as allocated_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
