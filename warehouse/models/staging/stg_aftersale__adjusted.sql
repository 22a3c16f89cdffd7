-- Customer service changed what goes back [客服介入]. Key: the order's id.
-- grain: event_source, event_id
-- not_null: order_id, adjusted_at
-- materialize: view
-- owner: data platform
-- events: raillife.aftersale.adjusted.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"after_sale_id": "VARCHAR", "amount_minor": "BIGINT", "freight_minor": "BIGINT", "liability": "VARCHAR", "has_coupon": "BOOLEAN", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.aftersale.adjusted.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.after_sale_id as after_sale_id,
  payload.amount_minor as amount_minor,
  payload.freight_minor as freight_minor,
  payload.liability as liability,
  payload.has_coupon as has_coupon,
  payload.business_date as business_date,
  time as adjusted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
