-- Goods of the points mall left. Key: the mall order's id.
-- grain: event_source, event_id
-- not_null: mall_order_id, shipped_at
-- materialize: view
-- owner: data platform
-- events: raillife.pointsmall.order.shipped.v1
-- key: mall_order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"member_id": "VARCHAR", "sku_id": "VARCHAR", "carrier": "VARCHAR", "tracking_no": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.pointsmall.order.shipped.v1')
)
select
  subject as mall_order_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.member_id as member_id,
  payload.sku_id as sku_id,
  payload.carrier as carrier,
  payload.tracking_no as tracking_no,
  payload.business_date as business_date,
  time as shipped_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
