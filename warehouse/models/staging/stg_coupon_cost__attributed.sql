-- Who bears what a coupon took off [成本归属]. Key: the order's id; the attributions of an order add up to its coupon discount.
-- grain: event_source, event_id
-- not_null: order_id, attributed_at
-- materialize: view
-- owner: data platform
-- events: raillife.coupon.cost.attributed.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"coupon_id": "VARCHAR", "template_id": "VARCHAR", "borne_by_merchant_id": "VARCHAR", "amount_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.coupon.cost.attributed.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.coupon_id as coupon_id,
  payload.template_id as template_id,
  payload.borne_by_merchant_id as borne_by_merchant_id,
  payload.amount_minor as amount_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as attributed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
